/** By day or by night, as this phone was last told. */
const CLAVE = "convoca-tema";
const TEMAS = ["noche", "dia"];

function actual({ localStorage }) {
  try {
    return TEMAS.includes(localStorage.getItem(CLAVE)) ? localStorage.getItem(CLAVE) : "noche";
  } catch {
    return "noche";
  }
}

export function ponerTema(ventana) {
  ventana.document.documentElement.className = actual(ventana);
}

/** The key of the sentence that names the other one. */
export const otroTema = (ventana) => (actual(ventana) === "noche" ? "tema-dia" : "tema-noche");

export function alternarTema(ventana) {
  try {
    ventana.localStorage.setItem(CLAVE, actual(ventana) === "noche" ? "dia" : "noche");
  } catch {}
  ponerTema(ventana);
}
