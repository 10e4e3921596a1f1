/**
 * Looking things up in the day pack. Pure.
 *
 * eventoDe(padron, slug) → the event | undefined
 * jornadaDe(jornadas, ms) → its place in the list | -1; the nearest opening, as asistencia/puerta.py decides it
 * buscarPase(padron, slug, codigo) → Promise<{indice, evento, fila, otro}>: `fila` the opened row or null;
 *   `evento` the event of the pack where it is; `otro` the title of another event it is of, or ""
 * buscarCorto(padron, slug, corto) → Promise<{indice, evento, fila}>: `fila` = {e, a, l} or null; never a name
 * llegadasDe(fila) → [{ms, momento, puesto}] of a row of either kind
 */
import { abrirFila, indice, indiceCorto } from "./cripto.js";

export const eventoDe = (padron, slug) => padron.eventos.find((e) => e.slug === slug);

export const llegadasDe = (fila) =>
  (fila?.l ?? []).map((dicho) => {
    const [momento, puesto] = Array.isArray(dicho) ? dicho : [dicho];
    return { ms: Date.parse(momento), momento, puesto: puesto ?? "" };
  });

const distancia = ({ inicio, fin }, ms) => Math.max(Date.parse(inicio) - ms, ms - Date.parse(fin), 0);

export function jornadaDe(jornadas, ms) {
  const mejor = (a, b) =>
    distancia(a, ms) - distancia(b, ms) || Date.parse(a.inicio) - Date.parse(b.inicio);
  return jornadas.indexOf([...jornadas].sort(mejor)[0]);
}

export async function buscarPase(padron, slug, codigo) {
  const suyo = await indice(codigo);
  const aqui = eventoDe(padron, slug);
  const evento = aqui?.filas[suyo] ? aqui : padron.eventos.find((e) => e.filas[suyo]);
  const fila = evento ? await abrirFila(evento.slug, codigo, evento.filas[suyo]) : null;
  const otro = evento ? (evento === aqui ? "" : evento.titulo) : (padron.otros?.[suyo] ?? "");
  return { indice: suyo, evento, fila, otro };
}

export async function buscarCorto(padron, slug, corto) {
  const suyo = await indiceCorto(slug, corto);
  const evento = eventoDe(padron, slug);
  return { indice: suyo, evento, fila: evento?.cortos[suyo] ?? null };
}
