/**
 * Codes as they are scanned, typed or said. Same alphabet and look-alikes as eventos/codigos.py.
 *
 * leerPase(texto) → the 26 characters of a pass | null. From the address in its QR (of any site) or bare.
 * normalizarCorto(texto) → "KM482" | null. However it was typed or dictated.
 * leerToken(texto) → the 26 characters of an enrolment | null. From /puesto/#… or bare.
 */
const CODIGO = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const CORTO = /^[A-HJKMNP-TV-Z]{2}[0-9]{3}$/;
const CONFUSOS = { I: "1", L: "1", O: "0", U: "V" };

const plano = (texto) =>
  texto
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/[ILOU]/g, (letra) => CONFUSOS[letra]);

const suelto = (texto) => (CODIGO.test(plano(texto)) ? plano(texto) : null);

/** A scanner that types in capitals, or with another keyboard layout, may spoil the rest of the address. */
function deRuta(texto, ruta) {
  const parte = ruta.exec(texto)?.[1];
  return parte ? suelto(parte) : null;
}

export function leerPase(texto) {
  const limpio = String(texto ?? "").trim();
  if (/[/?#&-]p[/?#&-]|:/i.test(limpio)) return deRuta(limpio, /[/&-]p[/&-]([0-9a-z]{26})(?:[/?#&-]|$)/i);
  return suelto(limpio);
}

export function normalizarCorto(texto) {
  const corto = plano(String(texto ?? ""));
  return CORTO.test(corto) ? corto : null;
}

export function leerToken(texto) {
  const limpio = String(texto ?? "").trim();
  return limpio.includes("/") ? deRuta(limpio, /\/puesto\/#([0-9a-z]{26})$/i) : suelto(limpio.replace(/^#/, ""));
}
