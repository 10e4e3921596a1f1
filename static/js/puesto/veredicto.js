/**
 * What the door says of a pass, without network: the day pack and what this very phone has recorded. Pure.
 *
 * juzgar({padron, hechas, cola, evento, codigo | corto, ahora}) → Promise<{
 *   veredicto: "valido" | "ya_entro" | "de_otro_evento" | "cancelado" | "en_espera" | "sin_confirmar",
 *   nombre (never by short code), acompanantes, primera: {momento, puesto} | null, titulo (of the other event),
 *   indice, corto }>   — the last two go as they are to almacen.guardarHecho
 * padron: the pack; hechas, cola: everything in those stores; evento: slug; ahora: the corrected moment in ms.
 * An arrival that counts for another opening does not count for today's; an annulled one never does.
 */
import { CUENTAN, llano } from "./cola.js";
import { indiceCorto } from "./cripto.js";
import { buscarCorto, buscarPase, jornadaDe, llegadasDe } from "./padron.js";

const POR_ESTADO = { confirmada: "valido", cancelada: "cancelado", en_espera: "en_espera", ofrecida: "en_espera" };
const CERCA = 1000;

async function hallar(padron, slug, codigo, corto) {
  if (!codigo) {
    const { indice, evento, fila } = await buscarCorto(padron, slug, corto);
    return { indice: "", corto: indice, evento, fila, otro: "" };
  }
  const hallado = await buscarPase(padron, slug, codigo);
  const suyo = hallado.fila?.k && !hallado.otro ? await indiceCorto(slug, hallado.fila.k) : "";
  return { ...hallado, corto: suyo };
}

/** Arrivals of this pass for the opening of `ahora`, oldest first: those of the pack and those of this phone. */
function llegadas({ padron, hechas, cola, evento, ahora }, { indice, corto, fila }) {
  const jornadas = padron.eventos.find((e) => e.slug === evento)?.jornadas ?? [];
  const hoy = jornadaDe(jornadas, ahora);
  const propias = [...cola.map(llano), ...hechas];
  const anuladas = new Set(propias.filter((h) => h.tipo === "anulacion").map((h) => h.refiere));
  const deEste = (h) => h.evento === evento && ((indice && h.indice === indice) || (corto && h.corto === corto));
  const suyas = propias.filter((h) => CUENTAN.has(h.tipo) && deEste(h));
  const borradas = suyas.filter((h) => anuladas.has(h.id)).map((h) => h.momento);
  const mias = suyas
    .filter((h) => !anuladas.has(h.id) && h.cuenta)
    .map((h) =>
      h.primera
        ? { ms: Date.parse(h.primera.momento), puesto: h.primera.puesto ?? "" }
        : { ms: h.momento, puesto: padron.puesto?.nombre ?? "" },
    );
  const vale = ({ ms }) => !borradas.some((borrada) => Math.abs(borrada - ms) < CERCA);
  const otras = llegadasDe(fila).filter(vale);
  return [...otras, ...mias].filter(({ ms }) => jornadaDe(jornadas, ms) === hoy).sort((a, b) => a.ms - b.ms);
}

function dictar(hallado, primera) {
  if (primera) return "ya_entro";
  if (hallado.otro) return "de_otro_evento";
  if (!hallado.fila) return "sin_confirmar";
  if (hallado.evento.estado === "cancelado") return "cancelado";
  return POR_ESTADO[hallado.fila.e] ?? "sin_confirmar";
}

export async function juzgar(caso) {
  const hallado = await hallar(caso.padron, caso.evento, caso.codigo, caso.corto);
  const deAqui = hallado.otro ? { ...hallado, fila: null } : hallado;
  const [antes] = llegadas(caso, deAqui);
  return {
    veredicto: dictar(hallado, antes),
    nombre: hallado.fila?.n ?? "",
    acompanantes: hallado.fila?.a ?? 0,
    primera: antes ? { momento: new Date(antes.ms).toISOString(), puesto: antes.puesto } : null,
    titulo: hallado.otro,
    indice: hallado.indice,
    corto: hallado.corto,
  };
}
