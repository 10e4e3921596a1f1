/**
 * Keeps a screen up to date: asks every few seconds for the part that changes, and shows it when it did.
 * While the page is hidden it hardly asks; while it fails, later and later, and the page says since when.
 */
const CADA = 5_000;
const OCULTA = 60_000;
const TOPE = 60_000;

export function espera(fallos, oculta) {
  return oculta ? OCULTA : Math.min(CADA * 2 ** fallos, TOPE);
}

/** One question. `igual`: nothing changed; `nuevo`: with its text and mark; `fuera`: the session ended; `mal`: later. */
export async function preguntar(fetch, url, marca) {
  let respuesta;
  try {
    respuesta = await fetch(url, { headers: { "If-None-Match": marca }, redirect: "manual", cache: "no-store" });
    if (respuesta.status === 304) return { suerte: "igual" };
    if (respuesta.status === 403 || respuesta.type === "opaqueredirect") return { suerte: "fuera" };
    if (respuesta.status !== 200) return { suerte: "mal" };
    return { suerte: "nuevo", texto: await respuesta.text(), marca: respuesta.headers.get("ETag") ?? "" };
  } catch {
    return { suerte: "mal" };
  }
}

/** `mostrar(texto)` puts the part in its place; `avisar(suerte, desde)` says how the connection stands. */
export class Pulso {
  constructor({ marca, preguntar, mostrar, avisar, oculta, ahora = Date.now, luego = (f, ms) => setTimeout(f, ms) }) {
    Object.assign(this, { marca, preguntar, mostrar, avisar, oculta, ahora, luego });
    this.fallos = 0;
    this.vista = this.ahora();
    this.turno = 0;
  }

  /** The next question, in place of any that was to come. */
  citar(ms = espera(this.fallos, this.oculta())) {
    const turno = ++this.turno;
    this.luego(() => (turno === this.turno ? this.latir() : undefined), ms);
  }

  async latir() {
    const turno = ++this.turno;
    const { suerte, texto, marca } = await this.preguntar(this.marca);
    // Another question overtook this one while it waited.
    if (turno !== this.turno) return;
    if (suerte === "fuera") {
      this.avisar("fuera", this.vista);
      return;
    }
    if (suerte === "mal") this.fallos += 1;
    else {
      this.fallos = 0;
      this.vista = this.ahora();
    }
    if (suerte === "nuevo") {
      this.marca = marca;
      this.mostrar(texto);
    }
    this.avisar(suerte === "mal" ? "mal" : "bien", this.vista);
    this.citar();
  }
}

/** Replaces what is inside; what was unfolded stays so. */
export function poner(caja, texto) {
  const abiertos = [...caja.querySelectorAll("details[open][id]")].map((d) => d.id);
  caja.innerHTML = texto;
  for (const id of abiertos) caja.querySelector(`#${id}`)?.setAttribute("open", "");
}

export function iniciar(documento, ventana) {
  const caja = documento.getElementById("en-vivo");
  const rotulo = documento.getElementById("pulso");
  if (!caja || !rotulo) return null;
  const url = `${ventana.location.pathname}?parte`;
  const hora = (ms) => new Date(ms).toLocaleTimeString(documento.documentElement.lang, { hour: "numeric", minute: "2-digit" });
  const pulso = new Pulso({
    marca: caja.dataset.marca,
    preguntar: (marca) => preguntar(ventana.fetch.bind(ventana), url, marca),
    mostrar: (texto) => poner(caja, texto),
    oculta: () => documento.hidden,
    avisar(suerte, desde) {
      const dicho = rotulo.dataset[suerte].replace("%h", hora(desde));
      rotulo.className = `pulso ${suerte}`;
      // Written only when it changes, or a screen reader would say it every five seconds.
      if (rotulo.textContent !== dicho) rotulo.textContent = dicho;
    },
  });
  documento.addEventListener("visibilitychange", () => pulso.citar(documento.hidden ? OCULTA : 0));
  ventana.addEventListener("online", () => pulso.citar(0));
  pulso.avisar("bien", pulso.vista);
  pulso.citar();
  return pulso;
}

if (typeof document !== "undefined") iniciar(document, window);
