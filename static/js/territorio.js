// Names of places while one is being typed. Without this module the field takes what is typed, all the same.

const ESPERA = 250;
const MINIMO = 2;

/** Calls `hacer` once nobody has called for `espera` milliseconds. */
export function tras(espera, hacer) {
  let reloj;
  return (...datos) => {
    clearTimeout(reloj);
    reloj = setTimeout(() => hacer(...datos), espera);
  };
}

/** Fills `lista` with what `pedir(texto)` gives; an answer that comes late for what is typed now is dropped. */
export function sugeridor(campo, lista, pedir) {
  return async () => {
    const texto = campo.value.trim();
    if (texto.length < MINIMO) {
      lista.innerHTML = "";
      return;
    }
    try {
      const opciones = await pedir(texto);
      if (campo.value.trim() === texto) lista.innerHTML = opciones;
    } catch {
      // No signal: the person goes on typing, and the server understands or asks.
    }
  };
}

async function delServidor(direccion, texto) {
  const respuesta = await fetch(`${direccion}?q=${encodeURIComponent(texto)}`);
  if (!respuesta.ok) throw new Error(respuesta.status);
  return respuesta.text();
}

export function conectar(documento) {
  for (const campo of documento.querySelectorAll("input[list]")) {
    const lista = documento.getElementById(campo.getAttribute("list"));
    const direccion = lista?.dataset.direccion;
    if (!direccion) continue;
    campo.addEventListener("input", tras(ESPERA, sugeridor(campo, lista, (texto) => delServidor(direccion, texto))));
  }
}

if (globalThis.document) conectar(document);
