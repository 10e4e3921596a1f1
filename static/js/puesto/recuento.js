/**
 * What this phone has let in, taken from what it recorded: no counter on the side. Pure.
 *
 * dentro(registros, slug) → people in by this phone and not out again
 * contadas(registros, slug, ambito) → people counted with +1
 * ultimoConteo(registros, slug) → id | ""
 * atenciones(registros, slug) → services that wait to be handed in
 * `registros`: those of `hechas` and those of `cola` by cola.llano.
 */
const LLEGADAS = new Set(["asistencia", "alta"]);
const repetida = (h) => h.tipo === "asistencia" && (h.veredicto || h.juicio) === "ya_entro";

/** What counts of an event: neither annulled nor told by the server to count for nothing. */
function vivos(registros, slug) {
  const anulados = new Set(registros.filter((h) => h.tipo === "anulacion").map((h) => h.refiere));
  return registros.filter((h) => h.evento === slug && h.cuenta && !anulados.has(h.id));
}

const sumar = (registros) => registros.reduce((n, h) => n + h.personas, 0);
const conteos = (registros, slug) => vivos(registros, slug).filter((h) => h.tipo === "conteo");

export function contadas(registros, slug, ambito) {
  return sumar(conteos(registros, slug).filter((h) => h.ambito === ambito));
}

export function dentro(registros, slug) {
  const suyos = vivos(registros, slug);
  const llegadas = suyos.filter((h) => LLEGADAS.has(h.tipo) && !repetida(h));
  const salidas = suyos.filter((h) => h.tipo === "salida");
  return Math.max(0, sumar(llegadas) + contadas(registros, slug, "sin_registro") - sumar(salidas));
}

export function ultimoConteo(registros, slug) {
  return conteos(registros, slug).sort((a, b) => b.momento - a.momento || (a.id < b.id ? 1 : -1))[0]?.id ?? "";
}

export const atenciones = (registros, slug) => vivos(registros, slug).filter((h) => h.tipo === "atencion").length;
