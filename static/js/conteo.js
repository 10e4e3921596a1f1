/**
 * The +1 counter. Each tap is a fact with its own id: shown at once, kept on this phone, sent in order and again
 * until the server has it. Sending twice is harmless, so that nothing is lost and nothing counts twice.
 */
import { uuid7 } from "./uuid7.js";

const ESPERAS = [1000, 2000, 5000, 10000, 30000];

// Called as a function of its own: setTimeout refuses to be a method of anything but the window.
const citar = (tarea, espera) => setTimeout(tarea, espera);

/**
 * What waits to be saved. `almacen` is a Storage, one key a fact, so that two tabs never overwrite each other;
 * `enviar(hecho)` resolves to `{estado, total}`; `cambio({total, pendientes, fuera})` shows it.
 */
export class Cola {
  constructor({ evento, total, almacen, enviar, cambio, ahora = Date.now, luego = citar }) {
    Object.assign(this, { evento, almacen, enviar, cambio, ahora, luego });
    this.base = total;
    this.fallos = 0;
    this.fuera = false;
    this.enCamino = false;
    this.citada = false;
    this.pila = [];
    this.cola = this.leer();
  }

  get prefijo() {
    return `convoca-conteo:${this.evento}:`;
  }

  /** What an earlier page left unsaved, oldest first: ids sort by time. */
  leer() {
    try {
      return Object.keys(this.almacen)
        .filter((clave) => clave.startsWith(this.prefijo))
        .sort()
        .map((clave) => JSON.parse(this.almacen.getItem(clave)));
    } catch {
      return [];
    }
  }

  /** A phone whose storage is full or forbidden still counts; it only forgets if the page is closed. */
  guardar(hecho) {
    try {
      this.almacen.setItem(this.prefijo + hecho.id, JSON.stringify(hecho));
    } catch {}
  }

  olvidar(hecho) {
    try {
      this.almacen.removeItem(this.prefijo + hecho.id);
    } catch {}
  }

  get total() {
    return Math.max(0, this.base + this.cola.reduce((n, h) => n + (h.quita ? -1 : 1), 0));
  }

  sumar(tira = "") {
    const hecho = { id: uuid7(this.ahora()), tira, en: this.ahora() };
    this.pila.push(hecho.id);
    return this.encolar(hecho);
  }

  /** Takes away the last tap of this page, or, without one, lets the server find this person's last. */
  quitar() {
    if (this.total === 0) return Promise.resolve();
    const ultimo = this.pila.pop() ?? "";
    return this.encolar({ id: uuid7(this.ahora()), quita: true, hecho: ultimo, en: this.ahora() });
  }

  encolar(hecho) {
    this.cola.push(hecho);
    this.guardar(hecho);
    this.avisar();
    return this.vaciar();
  }

  avisar() {
    this.cambio({ total: this.total, pendientes: this.cola.length, fuera: this.fuera });
  }

  /** Sends one after the other, so that what is taken away arrives after what was added. */
  async vaciar() {
    if (this.enCamino) return;
    this.enCamino = true;
    while (this.cola.length) {
      const hecho = this.cola[0];
      const { estado, total } = await this.intentar(hecho);
      if (estado === "espera" || estado === "fuera") {
        this.fuera = estado === "fuera";
        this.volver();
        break;
      }
      this.cola.shift();
      this.olvidar(hecho);
      this.fallos = 0;
      this.fuera = false;
      // What the server refused was never a fact; its number is then the right one as well.
      if (total !== undefined) this.base = total;
      else if (estado === "guardado") this.base += hecho.quita ? -1 : 1;
      this.avisar();
    }
    this.enCamino = false;
    this.avisar();
  }

  /** One appointment at a time, later and later while it fails. */
  volver() {
    if (this.citada) return;
    this.citada = true;
    this.luego(
      () => {
        this.citada = false;
        return this.vaciar();
      },
      ESPERAS[Math.min(this.fallos++, ESPERAS.length - 1)],
    );
  }

  async intentar(hecho) {
    try {
      return await this.enviar(hecho, Math.max(0, Math.round((this.ahora() - hecho.en) / 1000)));
    } catch {
      return { estado: "espera" };
    }
  }
}

/** One fact to the server. 400: it will never take it; 403: the session ended; anything else: later. */
export async function enviarPor(fetch, rutas, token, hecho, hace) {
  const datos = new URLSearchParams({ csrfmiddlewaretoken: token, id: hecho.id });
  if (hecho.quita) datos.set("hecho", hecho.hecho);
  else {
    datos.set("tira", hecho.tira);
    datos.set("hace", String(Math.min(hace, 86400)));
  }
  const respuesta = await fetch(hecho.quita ? rutas.quitar : rutas.sumar, {
    method: "POST",
    body: datos,
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
  if (respuesta.status === 403 || respuesta.type === "opaqueredirect") return { estado: "fuera" };
  if (respuesta.status !== 200 && respuesta.status !== 400) return { estado: "espera" };
  return { estado: respuesta.ok ? "guardado" : "rechazado", total: (await respuesta.json()).total };
}

/** Ties the queue to the page. Without this script the same forms post and come back. */
export function iniciar(documento, ventana) {
  const caja = documento.getElementById("conteo");
  if (!caja) return null;
  const [sumar, quitar] = ["sumar", "quitar"].map((id) => documento.getElementById(id));
  const [numero, aviso] = ["total", "guardado"].map((id) => documento.getElementById(id));
  const token = sumar.querySelector("[name=csrfmiddlewaretoken]").value;
  const rutas = { sumar: sumar.getAttribute("action"), quitar: quitar.getAttribute("action") };
  const cola = new Cola({
    evento: caja.dataset.evento,
    total: Number(caja.dataset.total),
    almacen: ventana.localStorage,
    enviar: (hecho, hace) => enviarPor(ventana.fetch.bind(ventana), rutas, token, hecho, hace),
    cambio({ total, pendientes, fuera }) {
      numero.value = total.toLocaleString("en-US");
      const { todo, uno, varias, fuera: terminada } = aviso.dataset;
      const texto = pendientes === 1 ? uno : varias.replace("%n", pendientes);
      aviso.textContent = fuera ? terminada : pendientes ? texto : todo;
      aviso.className = `pildora ${fuera ? "mal" : pendientes ? "ojo" : "bien"}`;
    },
  });
  sumar.addEventListener("submit", (evento) => {
    evento.preventDefault();
    cola.sumar(evento.submitter?.value ?? "");
  });
  quitar.addEventListener("submit", (evento) => {
    evento.preventDefault();
    cola.quitar();
  });
  ventana.addEventListener("online", () => cola.vaciar());
  cola.avisar();
  cola.vaciar();
  return cola;
}

if (typeof document !== "undefined") iniciar(document, window);
