/**
 * How a phone becomes a Puesto. The token never stays in the address bar, in the history or on the disk.
 *
 * leerHash({location, history}) → {token} from the enrolment QR | {codigo} from a pass that the service worker handed over
 *   | null. Clears the hash at once.
 * enrolar(base, token, {fetch, ahora}) → Promise<{estado: "al_dia", puesto} | {estado: "rechazado" | "sin_red" | "servidor"}>
 *   What still waits in the queue is first handed in under the Puesto that the phone was; what cannot be, stays.
 */
import * as almacen from "./almacen.js";
import { leerPase, leerToken } from "./codigo.js";
import { desfase } from "./reloj.js";
import { subir } from "./sincronizar.js";

const ENROLAR = "/api/v1/puestos/enrolar";

export function leerHash({ location = globalThis.location, history = globalThis.history } = {}) {
  const { hash } = location;
  if (!hash || hash === "#") return null;
  history.replaceState(null, "", location.pathname + location.search);
  if (hash.startsWith("#p=")) {
    const codigo = leerPase(hash.slice(3));
    return codigo && { codigo };
  }
  const token = leerToken(hash);
  return token && { token };
}

export async function enrolar(base, token, { fetch = (...a) => globalThis.fetch(...a), ahora = Date.now } = {}) {
  if (await almacen.cuantos(base, "cola")) await subir(base, { fetch, ahora });
  const enviado = ahora();
  let respuesta;
  let datos = null;
  try {
    respuesta = await fetch(ENROLAR, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
    if (respuesta.status === 200) datos = await respuesta.json().catch(() => null);
  } catch {
    return { estado: "sin_red" };
  }
  if (respuesta.status === 401) return { estado: "rechazado" };
  if (!datos?.portador) return { estado: "servidor" };
  const reloj = desfase({ enviado, recibido: ahora(), servidor: datos.ahora });
  const { portador, puesto } = datos;
  await almacen.acusar(base, { quitar: [], hechas: [], estado: { portador, puesto, vigente: true, desfase: reloj ?? 0 } });
  await almacen.borrar(base, "padron", "actual");
  return { estado: "al_dia", puesto };
}
