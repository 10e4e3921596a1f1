/**
 * From a scanned text to a verdict and its fact. A valid pass is recorded the moment it is read: the queue does not
 * wait for a tap, and undoing is one. Every other verdict asks the person at the door.
 */
import { leerPase, normalizarCorto } from "./codigo.js";
import * as hechos from "./hechos.js";
import { hora } from "./pantallas.js";
import { juzgar } from "./veredicto.js";

const TONOS = { valido: "si", inscrito: "si", atendida: "si", de_otro_evento: "no", cancelado: "no", no_es_pase: "no" };
const RAZONES = {
  ya_entro: "ya_entro",
  de_otro_evento: "otro_evento",
  cancelado: "cancelado",
  en_espera: "en_espera",
  sin_confirmar: "desconocido",
};
// Screens about one person, which no scan may take away.
const OCUPADAS = new Set(["deshacer", "alta"]);
const ADMITE = new Set(["ya_entro", "cancelado", "en_espera"]);

export class Pases {
  constructor(app) {
    Object.assign(this, { app, caso: null, turno: Promise.resolve() });
  }

  /** One after the other: a pass read while a tap is being kept waits, so that no verdict covers another person's. */
  enTurno(tarea) {
    this.turno = this.turno.then(tarea, tarea);
    return this.turno;
  }

  /** Whether the screen waits for a decision: until it is taken nobody else is read. */
  get espera() {
    return this.app.pantallas.actual === "veredicto" && this.caso && !this.caso.hecho && this.caso.decide;
  }

  leer(texto) {
    const libre = () => !this.espera && !OCUPADAS.has(this.app.pantallas.actual);
    return this.enTurno(() => (libre() ? this.atender(texto) : undefined));
  }

  entra() {
    return this.enTurno(() => this.admitir());
  }

  noEntra() {
    return this.enTurno(() => this.despedir());
  }

  vienen(cuantas) {
    return this.enTurno(() => this.cambiar(cuantas));
  }

  deshacer(motivo) {
    return this.enTurno(() => this.anular(motivo));
  }

  async atender(texto) {
    const codigo = leerPase(texto);
    const corto = codigo ? null : normalizarCorto(texto);
    if (!codigo && !corto) return this.mostrar({ veredicto: "no_es_pase" });
    if (this.app.esEstand) return this.app.anotar.atender(codigo);
    const donde = codigo ? { codigo } : { corto };
    const { cola, hechas } = await this.app.recordado();
    const { padron, evento, ahora } = this.app;
    const juicio = await juzgar({ padron, hechas, cola, evento, ahora: ahora(), ...donde });
    const caso = { ...juicio, donde, personas: 1 + juicio.acompanantes, decide: true };
    if (juicio.veredicto !== "valido") return this.mostrar(caso);
    if (await this.anotar(caso)) this.mostrar(caso);
  }

  /** Records the arrival; false if this phone could not keep it. */
  async anotar(caso) {
    const hecho = hechos.asistencia({ ...this.app.circunstancias(), ...caso.donde, personas: caso.personas });
    caso.hecho = await this.app.guardar(hecho, caso);
    return Boolean(caso.hecho);
  }

  async admitir() {
    const { caso } = this;
    if (!this.espera || !(await this.anotar(caso))) return;
    this.mostrar({ ...caso, admitido: true });
  }

  async despedir() {
    const { caso } = this;
    if (!this.espera) return;
    const { codigo } = caso.donde;
    const razon = RAZONES[caso.veredicto];
    const hecho = hechos.lectura({ ...this.app.circunstancias(), razon, codigo });
    if (!(await this.app.guardar(hecho, { indice: caso.indice, corto: caso.corto }))) return;
    // Not waited for: the camera may be asking for a permission, and the next one need not wait for that.
    this.app.irAPuerta();
    this.app.avisar("lectura", "ojo", this.app.frase("detalle-no-entro"));
  }

  /** Before it is recorded, only a number; afterwards, annulled and recorded again. */
  async cambiar(cuantas) {
    const { caso } = this;
    if (caso.personas === 1 + cuantas) return this.marcar();
    caso.personas = 1 + cuantas;
    if (caso.hecho) {
      const refiere = caso.hecho.id;
      const anulacion = hechos.anulacion({ ...this.app.circunstancias(), refiere, motivo: "acompanantes" });
      if (!(await this.app.guardar(anulacion))) return;
      await this.anotar(caso);
    }
    this.marcar();
  }

  /** Undoes what the screen tells of. */
  async anular(motivo) {
    if (this.app.pantallas.actual !== "deshacer") return;
    const hecho = hechos.anulacion({ ...this.app.circunstancias(), refiere: this.caso.hecho.id, motivo });
    if (await this.app.guardar(hecho)) this.mostrar({ veredicto: "deshecho" });
  }

  mostrar(caso) {
    this.caso = caso;
    const { pantallas, senales } = this.app;
    const { veredicto, hecho } = caso;
    const tono = caso.admitido ? "si" : (TONOS[veredicto] ?? "ojo");
    const caja = pantallas.mostrar("veredicto", {
      t: this.textos(caso),
      icono: { tono },
      si: {
        acompanantes: Boolean(caso.donde) && (hecho || (veredicto !== "de_otro_evento" && veredicto !== "ya_entro")),
        "cuantas-mas": false,
        deshacer: Boolean(hecho),
        "no-entra": !hecho && veredicto in RAZONES,
        alta: !hecho && (veredicto === "de_otro_evento" || veredicto === "no_es_pase"),
        igual: !hecho && ADMITE.has(veredicto),
        entra: !hecho && veredicto === "sin_confirmar",
        seguir: Boolean(hecho) || !caso.decide,
      },
    });
    caja.querySelector("[data-tono]").classList.add(tono);
    this.marcar();
    senales.dar(tono);
    const t = this.textos(caso);
    pantallas.decir([t.palabra, t.detalle].filter(Boolean).join(". "));
  }

  textos(caso) {
    const frase = (...a) => this.app.frase(...a);
    const { veredicto } = caso;
    const nombre = caso.donde?.codigo && veredicto !== "de_otro_evento" && (caso.nombre || "");
    return {
      palabra: frase(caso.admitido ? "valido" : this.palabra(veredicto)),
      nombre: nombre || "",
      detalle: caso.admitido ? "" : this.detalle(caso),
      cuantas: caso.hecho && caso.personas ? this.cuantas(caso.personas) : "",
    };
  }

  palabra(veredicto) {
    return veredicto === "cancelado" && this.app.suEvento?.estado === "cancelado" ? "evento-cancelado" : veredicto;
  }

  cuantas(personas) {
    return personas === 1 ? this.app.frase("entra-1") : this.app.frase("entran", { n: personas });
  }

  detalle({ veredicto, primera, titulo }) {
    const frase = (...a) => this.app.frase(...a);
    const { idioma } = this.app;
    if (veredicto === "ya_entro") {
      const cuando = frase("detalle-hora", { h: hora(primera.momento, idioma) });
      return primera.puesto ? `${cuando} ${frase("detalle-donde", { p: primera.puesto })}` : cuando;
    }
    if (this.palabra(veredicto) === "evento-cancelado") return frase("detalle-evento-cancelado");
    return frase(`detalle-${veredicto}`, { e: titulo });
  }

  /** Which number of companions is pressed; from three on, a field. */
  marcar() {
    const { caja } = this.app.pantallas;
    const mas = (this.caso.personas ?? 1) - 1;
    for (const boton of caja.querySelectorAll("[data-accion=acompanantes]")) {
      const { valor } = boton.dataset;
      boton.setAttribute("aria-pressed", String(valor === "mas" ? mas > 2 : Number(valor) === mas));
    }
    const campo = caja.querySelector("#cuantas-mas");
    if (!campo) return;
    if (mas > 2) campo.value = mas;
    campo.parentElement.hidden = mas <= 2;
    const cuantas = caja.querySelector("[data-t=cuantas]");
    if (cuantas && this.caso.hecho && this.caso.personas) cuantas.textContent = this.cuantas(this.caso.personas);
  }
}
