/**
 * Shows screens. Every shape and sentence is in the template (templates/asistencia/_puesto_*.html); here they are
 * cloned and filled: [data-t=…] takes a text, [data-si=…] appears only if true, [data-icono=…] takes a drawing,
 * [data-lista=…] takes other clones.
 */
export class Pantallas {
  constructor(documento) {
    this.documento = documento;
    this.caja = documento.getElementById("pantalla");
    this.voz = documento.getElementById("voz");
    const frases = documento.getElementById("textos").content.querySelectorAll("[data-clave]");
    this.frases = new Map(Array.from(frases, (f) => [f.dataset.clave, f.textContent]));
    this.actual = "";
    // Grows with every screen: who waited for something sees whether the person has moved on meanwhile.
    this.vez = 0;
  }

  /** A sentence of the template with %n, %h… filled in; "" for an unknown key. */
  frase(clave, datos = {}) {
    const frase = this.frases.get(clave) ?? "";
    return frase.replace(/%([a-z])/g, (todo, letra) => datos[letra] ?? todo);
  }

  clonar(nombre, { t = {}, si = {}, icono = {}, lista = {} } = {}) {
    const trozo = this.documento.getElementById(nombre).content.cloneNode(true);
    for (const e of trozo.querySelectorAll("[data-t]")) poner(e, t[e.dataset.t]);
    for (const e of trozo.querySelectorAll("[data-si]")) e.hidden = !si[e.dataset.si];
    for (const e of trozo.querySelectorAll("[data-icono]")) e.append(this.clonar(`i-${icono[e.dataset.icono]}`));
    for (const e of trozo.querySelectorAll("[data-lista]")) e.append(...(lista[e.dataset.lista] ?? []));
    return trozo;
  }

  /** Replaces the screen. The focus goes to what changed, so that a screen reader follows. */
  mostrar(nombre, contenido) {
    this.caja.replaceChildren(this.clonar(`p-${nombre}`, contenido));
    this.actual = nombre;
    this.vez += 1;
    this.caja.querySelector("h1[tabindex]")?.focus();
    this.documento.defaultView.scrollTo(0, 0);
    return this.caja;
  }

  decir(texto) {
    this.voz.textContent = texto;
  }
}

function poner(elemento, texto) {
  if (texto === undefined) return;
  elemento.textContent = texto;
  elemento.hidden = texto === "";
}

/** The hour as people here write it: 8:52 a. m., noon is 12:00 m. */
export function hora(momento, idioma = "es") {
  const fecha = new Date(momento);
  const partes = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/El_Salvador",
    hourCycle: "h23",
    hour: "numeric",
    minute: "2-digit",
  }).formatToParts(fecha);
  const [h, m] = ["hour", "minute"].map((tipo) => Number(partes.find((p) => p.type === tipo).value));
  const cifras = `${h % 12 || 12}:${String(m).padStart(2, "0")}`;
  const ingles = idioma.startsWith("en");
  if (h === 12 && m === 0) return `${cifras}\u00a0${ingles ? "noon" : "m."}`;
  const letra = h < 12 ? "a" : "p";
  return `${cifras}\u00a0${ingles ? `${letra}.m.` : `${letra}.\u00a0m.`}`;
}
