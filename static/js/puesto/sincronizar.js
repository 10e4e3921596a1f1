/**
 * The road to the server. Nothing leaves the queue before its id came back; sending twice is harmless.
 *
 * subir(base, {fetch, ahora = Date.now, bateria, latido = false, al}) → Promise<{estado, enviados, pendientes, correcciones,
 *   rechazados, tras}>. `latido` asks the server also with nothing to send (clock, still enrolled?). `al({enviados, pendientes})`
 *   after each batch. `tras`: seconds that the server asked to wait, or 0. One at a time on the whole phone.
 * bajarPadron(base, {fetch, ahora}) → Promise<{estado, correcciones}>; keeps it in `padron`/"actual" = {pack, etag, recibido}
 * estado: "al_dia"; "sin_red"; "servidor" (it answered, but not well); "sin_permiso" (401: enrol again, the queue stays);
 *   "no_vigente" (revoked or expired: everything handed in, por revisar); "ocupado"; "sin_enrolar".
 * Both throw almacen.ErrorAlmacen when the phone cannot keep something: the queue is then as it was.
 */
import * as almacen from "./almacen.js";
import { TOPE, aplicar, contrastar, cuerpo, lote } from "./cola.js";
import { desfase } from "./reloj.js";

const SINCRONIZAR = "/api/v1/puestos/sincronizar";
const PADRON = "/api/v1/puestos/padron";
const PLAZO = 60_000;
// Facts that nobody takes even alone: with so many it is not the facts.
const RAROS = 3;
const DIAS_DE_MEMORIA = 3 * 86_400_000;
const enCurso = new Set();

async function solo(nombre, tarea, ocupado) {
  const { locks } = globalThis.navigator ?? {};
  if (locks) return locks.request(nombre, { ifAvailable: true }, (mio) => (mio ? tarea() : ocupado));
  if (enCurso.has(nombre)) return ocupado;
  enCurso.add(nombre);
  try {
    return await tarea();
  } finally {
    enCurso.delete(nombre);
  }
}

/** The answer with its JSON and the moments around it; null without network. */
async function pedir(fetch, url, opciones, ahora) {
  const enviado = ahora();
  try {
    const fijas = { cache: "no-store", credentials: "omit", redirect: "error", signal: AbortSignal.timeout(PLAZO) };
    const respuesta = await fetch(url, { ...fijas, ...opciones });
    const recibido = ahora();
    const datos = respuesta.status === 200 ? await respuesta.json().catch(() => null) : null;
    return { respuesta, datos, desfase: desfase({ enviado, recibido, servidor: datos?.ahora }) };
  } catch {
    return null;
  }
}

const conPortador = (portador, mas) => ({ Authorization: `Bearer ${portador}`, ...mas });

function enviar(fetch, portador, hechos, datos, ahora) {
  const headers = conPortador(portador, { "Content-Type": "application/json" });
  const body = JSON.stringify(cuerpo(hechos, { ...datos, ahora: ahora() }));
  return pedir(fetch, SINCRONIZAR, { method: "POST", headers, body }, ahora);
}

/** Takes in what the server acknowledged. With no room for the verdicts, the queue is emptied all the same. */
async function acusar(base, llegado, cambios) {
  const estado = { vigente: llegado.datos.vigente !== false };
  if (llegado.desfase !== null) estado.desfase = llegado.desfase;
  try {
    await almacen.acusar(base, { ...cambios, estado });
  } catch (error) {
    if (error.motivo !== "lleno") throw error;
    await almacen.acusar(base, { quitar: cambios.quitar, hechas: cambios.rechazados });
  }
}

const tras = (respuesta) => Number.parseInt(respuesta.headers.get("Retry-After") ?? "", 10) || 0;

async function subirTodo(base, { fetch, ahora, bateria, latido, al }) {
  const cuenta = { estado: "al_dia", enviados: 0, pendientes: 0, correcciones: [], rechazados: [], tras: 0 };
  const portador = await almacen.get(base, "estado", "portador");
  if (!portador) return { ...cuenta, estado: "sin_enrolar", pendientes: await almacen.cuantos(base, "cola") };
  const saltados = new Set();
  let tope = TOPE;
  let falta = latido;
  for (;;) {
    const cola = await almacen.todos(base, "cola");
    const tanda = lote(cola.filter((r) => !saltados.has(r.id)), tope); // prettier-ignore
    cuenta.pendientes = cola.length;
    if (!tanda.length && !falta) break;
    const datos = { pendientes: cola.length - tanda.length, bateria };
    const llegado = await enviar(fetch, portador, tanda.map((r) => r.hecho), datos, ahora); // prettier-ignore
    if (!llegado) return { ...cuenta, estado: "sin_red" };
    const { status } = llegado.respuesta;
    if (status === 401) {
      await almacen.put(base, "estado", false, "vigente");
      return { ...cuenta, estado: "sin_permiso" };
    }
    if ([400, 413, 422].includes(status) && tanda.length) {
      // Somebody between cannot take so many, or one of them spoils the rest: smaller, until it is alone.
      if (tanda.length === 1) saltados.add(tanda[0].id);
      if (saltados.size === RAROS) return { ...cuenta, estado: "servidor" };
      tope = tanda.length === 1 ? TOPE : Math.floor(tanda.length / 2);
      continue;
    }
    if (!Array.isArray(llegado.datos?.respuestas)) return { ...cuenta, estado: "servidor", tras: tras(llegado.respuesta) };
    const cambios = aplicar(tanda, llegado.datos.respuestas);
    await acusar(base, llegado, cambios);
    falta = false;
    cuenta.enviados += cambios.quitar.length;
    cuenta.pendientes -= cambios.quitar.length;
    cuenta.correcciones.push(...cambios.correcciones);
    cuenta.rechazados.push(...cambios.rechazados);
    if (llegado.datos.vigente === false) cuenta.estado = "no_vigente";
    al?.({ enviados: cuenta.enviados, pendientes: cuenta.pendientes });
    if (tanda.length && !cambios.quitar.length) return { ...cuenta, estado: "servidor" };
  }
  return saltados.size ? { ...cuenta, estado: "servidor" } : cuenta;
}

export function subir(base, { fetch = globalThis.fetch, ahora = Date.now, bateria = null, latido = false, al } = {}) {
  const ocupado = { estado: "ocupado", enviados: 0, pendientes: null, correcciones: [], rechazados: [], tras: 0 };
  const pedido = (...a) => fetch(...a);
  return solo("convoca-subir", () => subirTodo(base, { fetch: pedido, ahora, bateria, latido, al }), ocupado);
}

async function guardarPadron(base, llegado, ahora) {
  const pack = llegado.datos;
  await almacen.put(base, "padron", { pack, etag: llegado.respuesta.headers.get("ETag") ?? "", recibido: ahora() }, "actual");
  const hechas = await almacen.todos(base, "hechas");
  const correcciones = contrastar(pack, hechas);
  const estado = { vigente: true, puesto: pack.puesto, sello: pack.sello };
  if (llegado.desfase !== null) estado.desfase = llegado.desfase;
  await almacen.acusar(base, { quitar: [], hechas: correcciones, estado });
  const viejas = hechas.filter((h) => h.momento < ahora() - DIAS_DE_MEMORIA && !h.hecho);
  for (const { id } of viejas) await almacen.borrar(base, "hechas", id);
  return { estado: "al_dia", correcciones: correcciones.filter((h) => h.corregida) };
}

export async function bajarPadron(base, { fetch = globalThis.fetch, ahora = Date.now } = {}) {
  const portador = await almacen.get(base, "estado", "portador");
  if (!portador) return { estado: "sin_enrolar", correcciones: [] };
  const actual = await almacen.get(base, "padron", "actual");
  const headers = conPortador(portador, actual?.etag ? { "If-None-Match": actual.etag } : {});
  const llegado = await pedir((...a) => fetch(...a), PADRON, { headers }, ahora);
  if (!llegado) return { estado: "sin_red", correcciones: [] };
  if (llegado.respuesta.status === 401) {
    await almacen.put(base, "estado", false, "vigente");
    return { estado: "sin_permiso", correcciones: [] };
  }
  if (llegado.respuesta.status === 304 && actual) {
    await almacen.put(base, "padron", { ...actual, recibido: ahora() }, "actual");
    return { estado: "al_dia", correcciones: [] };
  }
  if (!Array.isArray(llegado.datos?.eventos)) return { estado: "servidor", correcciones: [] };
  return guardarPadron(base, llegado, ahora);
}
