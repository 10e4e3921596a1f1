/**
 * «Listo para trabajar sin señal»: what a phone has to prove before it leaves the office. Pure.
 *
 * revisar({camara, persistencia, desfase, recibido, trabajador, ahora}) → [{clave, estado, texto, n?, h?}]
 *   camara: "" or why not (camara.js) · persistencia: of almacen.js · desfase: ms or null · recibido: ms or null
 *   estado: "bien", "ojo" (work may go on) or "mal"; `texto` is the key of a sentence in the template.
 */
const MINUTO = 60_000;

const ALMACEN = {
  "": ["bien", "almacen-bien"],
  no_persistente: ["ojo", "almacen-prestado"],
  poco_espacio: ["mal", "almacen-lleno"],
  privado: ["mal", "almacen-privado"],
  desalojado: ["mal", "almacen-borrado"],
};

const punto = (clave, estado, texto, datos = {}) => ({ clave, estado, texto, ...datos });

export function revisar({ camara, persistencia, desfase, recibido, trabajador, ahora }) {
  return [
    camara ? punto("camara", "ojo", `camara-${camara}`) : punto("camara", "bien", "camara-bien"),
    punto("almacen", ...ALMACEN[persistencia.motivo]),
    reloj(desfase),
    padron(recibido, ahora),
    trabajador ? punto("trabajador", "bien", "trabajador-bien") : punto("trabajador", "mal", "trabajador-falta"),
  ];
}

/** Ready means that the day would not be lost; a missing camera is a slower day, not a lost one. */
export const estaListo = (puntos) => puntos.every(({ estado }) => estado !== "mal");

function reloj(desfase) {
  if (desfase === null || desfase === undefined) return punto("reloj", "mal", "reloj-sin-medir");
  const minutos = Math.round(Math.abs(desfase) / MINUTO);
  return minutos < 2 ? punto("reloj", "bien", "reloj-bien") : punto("reloj", "ojo", "reloj-desfasado", { n: minutos });
}

function padron(recibido, ahora) {
  if (!recibido) return punto("padron", "mal", "padron-falta");
  const mismoDia = new Date(recibido).toDateString() === new Date(ahora).toDateString();
  return punto("padron", mismoDia ? "bien" : "mal", mismoDia ? "padron-bien" : "padron-viejo", { h: recibido });
}
