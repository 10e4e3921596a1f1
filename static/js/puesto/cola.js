/**
 * The rules of the queue, pure. A fact leaves it only when the server has said its id.
 *
 * llano(registro of `cola`) → the same shape as a `hechas`:
 *   {id, tipo, evento, indice, corto, momento (ms, corrected), refiere, personas, ambito, juicio, resultado, veredicto,
 *    primera, cuenta, corregida, vista, detalle?, hecho? (only of a rejected one, so that nothing is lost)}
 * lote(registros, tope = 500) → the next to send, in the order they were made
 * cuerpo(hechos, {ahora, pendientes, bateria}) → the body of `sincronizar`
 * aplicar(registros sent, respuestas) → {quitar: ids, hechas, correcciones, rechazados}
 * contrastar(pack, hechas) → hechas that another phone's earlier arrival has turned into «ya entró»
 * A correction is a `hechas` with corregida = true: the screen said one thing and the truth is another. vista = false until shown.
 */
import { jornadaDe, llegadasDe } from "./padron.js";

export const TOPE = 500;
export const CUENTAN = new Set(["asistencia", "atencion"]);
const NO_LLEGO = new Set(["desconocido", "de_otro_evento"]);

export function llano({ id, indice, corto, juicio, hecho }) {
  const momento = Date.parse(hecho.capturado_el) + hecho.desfase_ms;
  const { tipo, evento, refiere = "", personas = 0, ambito = "" } = hecho;
  return {
    id, tipo, evento, indice, corto, momento, refiere, personas, ambito, juicio,
    resultado: "", veredicto: "", primera: null, cuenta: true, corregida: false, vista: false,
  }; // prettier-ignore
}

const orden = (a, b) => a.secuencia - b.secuencia || (a.id < b.id ? -1 : 1);

export const lote = (registros, tope = TOPE) => [...registros].sort(orden).slice(0, tope);

export function cuerpo(hechos, { ahora, pendientes, bateria = null }) {
  return { enviado_el: new Date(ahora).toISOString(), pendientes, bateria, hechos };
}

/** The server tells when this arrival counts: it moves one that seems to come from the future. */
function momentoDe(base, veredicto, primera) {
  return primera && veredicto !== "ya_entro" ? Date.parse(primera.momento) : base.momento;
}

function hecha(registro, respuesta) {
  const base = llano(registro);
  const { resultado, primera = null } = respuesta;
  const veredicto = respuesta.veredicto ?? "";
  const corregida = Boolean(
    base.juicio && veredicto && veredicto !== base.juicio && !(base.juicio === "sin_confirmar" && veredicto === "valido"),
  );
  const cuenta = resultado !== "lectura" && resultado !== "rechazado" && !NO_LLEGO.has(veredicto);
  const resto = resultado === "rechazado" ? { detalle: respuesta.detalle ?? "", hecho: registro.hecho } : {};
  const momento = momentoDe(base, veredicto, primera);
  return { ...base, momento, resultado, veredicto, primera, cuenta, corregida, ...resto };
}

export function aplicar(registros, respuestas) {
  const enviados = new Map(registros.map((r) => [r.id, r]));
  const quitar = [];
  const hechas = [];
  for (const respuesta of respuestas) {
    const registro = enviados.get(respuesta?.id);
    if (!registro || !respuesta.resultado) continue;
    enviados.delete(registro.id);
    quitar.push(registro.id);
    // Who was served where is not kept here either, once the server has it.
    if (registro.hecho.tipo !== "atencion" || respuesta.resultado === "rechazado") hechas.push(hecha(registro, respuesta));
  }
  return {
    quitar,
    hechas,
    correcciones: hechas.filter((h) => h.corregida),
    rechazados: hechas.filter((h) => h.resultado === "rechazado"),
  };
}

export function contrastar(pack, hechas) {
  const anuladas = new Set(hechas.filter((h) => h.tipo === "anulacion").map((h) => h.refiere));
  const corregidas = [];
  for (const h of hechas) {
    if (!h.corto || h.tipo !== "asistencia" || !h.cuenta || h.veredicto === "ya_entro" || anuladas.has(h.id)) continue;
    const evento = pack.eventos.find((e) => e.slug === h.evento);
    const hoy = evento && jornadaDe(evento.jornadas, h.momento);
    const deHoy = llegadasDe(evento?.cortos[h.corto]).filter(({ ms }) => jornadaDe(evento.jornadas, ms) === hoy);
    const antes = deHoy.find(({ ms }) => ms < h.momento);
    if (!antes) continue;
    const primera = { momento: antes.momento, puesto: antes.puesto };
    corregidas.push({ ...h, veredicto: "ya_entro", primera, corregida: h.juicio !== "ya_entro", vista: false });
  }
  return corregidas;
}
