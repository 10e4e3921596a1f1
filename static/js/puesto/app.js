/**
 * The door app: ties the screens to the camera, to what the phone keeps and to the road to the server.
 * What a button does is named by its data-accion, and what a form does by its data-envio.
 */
import { ACCIONES } from "./acciones.js";
import * as almacen from "./almacen.js";
import { Anotar } from "./anotar.js";
import { llano } from "./cola.js";
import { enrolar, leerHash } from "./enrolar.js";
import { Estado } from "./estado.js";
import { revisarTelefono } from "./inspeccion.js";
import { estaListo } from "./listo.js";
import { hora, Pantallas } from "./pantallas.js";
import { eventoDe } from "./padron.js";
import { Pases } from "./pases.js";
import { corregido } from "./reloj.js";
import { Ritmo } from "./ritmo.js";
import { Senales } from "./senales.js";
import { bajarPadron } from "./sincronizar.js";
import { Tecleo } from "./tecleo.js";
import { otroTema, ponerTema } from "./tema.js";
import { Vista } from "./vista.js";

export class App {
  constructor(ventana) {
    this.ventana = ventana;
    this.documento = ventana.document;
    this.idioma = this.documento.documentElement.lang;
    this.pantallas = new Pantallas(this.documento);
    this.senales = new Senales(ventana);
    this.pases = new Pases(this);
    this.anotar = new Anotar(this);
    this.estado = new Estado(this);
    this.rincon = this.documento.getElementById("rincon");
    this.vista = new Vista({ caja: this.pantallas.caja, ventana, alLeer: (texto) => this.leer(texto) });
    this.evento = "";
  }

  // --- What the other parts ask

  frase(clave, datos) {
    return this.pantallas.frase(clave, datos);
  }

  ahora = () => corregido(Date.now(), this.desfase);

  circunstancias() {
    return { evento: this.evento, ahora: Date.now(), desfase: this.desfase ?? 0 };
  }

  get suEvento() {
    return this.padron && eventoDe(this.padron, this.evento);
  }

  /** Which stand this phone serves, if any. */
  get estand() {
    return this.puesto?.estand?.slug ?? this.puesto?.estand ?? "";
  }

  get esEstand() {
    return this.puesto?.tipo === "estand" && Boolean(this.estand);
  }

  async recordado() {
    const [cola, hechas] = await Promise.all([almacen.todos(this.base, "cola"), almacen.todos(this.base, "hechas")]);
    return { cola, hechas };
  }

  async registros() {
    const { cola, hechas } = await this.recordado();
    return [...hechas, ...cola.map(llano)];
  }

  /** Keeps a fact; null, and it is said aloud, if the phone could not: then nothing was recorded. */
  async guardar(hecho, { indice = "", corto = "", veredicto = "" } = {}) {
    try {
      const guardado = await almacen.guardarHecho(this.base, hecho, { indice, corto, juicio: veredicto });
      this.ritmo.ya();
      await this.estado.pintar();
      return guardado;
    } catch {
      this.avisar("guardar", "mal", this.frase("guardar-fallo"));
      this.senales.dar("no");
      return null;
    }
  }

  avisar(...aviso) {
    this.estado.avisar(...aviso);
  }

  // --- Opening

  async iniciar() {
    ponerTema(this.ventana);
    this.documento.addEventListener("click", (e) => this.pulsar(e));
    this.documento.addEventListener("submit", (e) => this.enviar(e));
    this.documento.addEventListener("change", (e) => this.cambiar(e));
    new Tecleo((texto) => this.leer(texto)).escuchar(this.documento);
    this.ventana.addEventListener("hashchange", () => this.ruta());
    this.ventana.navigator.serviceWorker?.register(this.pantallas.caja.dataset.sw, { scope: "/" }).catch(() => {});
    try {
      this.base = await almacen.abrir();
    } catch {
      return this.mostrarEnrolar("guardar-fallo", "almacen-privado");
    }
    await this.ruta();
  }

  async ruta() {
    const pedido = leerHash(this.ventana);
    if (pedido?.token) return this.enrolarCon(pedido.token);
    if (!(await almacen.get(this.base, "estado", "portador"))) return this.mostrarEnrolar();
    await this.cargar();
    this.arrancar();
    if (!this.suEvento) return pedido?.codigo ? this.irAEventos(pedido.codigo) : this.irAListo();
    await this.irAPuerta();
    if (pedido?.codigo) await this.leer(pedido.codigo);
  }

  async enrolarCon(token) {
    this.token = token;
    this.mostrarEnrolar("enrolando", "");
    const { estado } = await enrolar(this.base, token);
    if (estado === "rechazado") return this.mostrarEnrolar("qr-no-sirve", "qr-pida-otro");
    if (estado !== "al_dia") return this.mostrarEnrolar("sin-red", "sin-red-enrolar", true);
    this.token = null;
    await almacen.empezarDeNuevo(this.base);
    await almacen.put(this.base, "estado", "", "evento");
    await this.actualizar();
    this.arrancar();
    await this.irAListo();
  }

  /** Fetches the day pack now, whatever the rhythm says. */
  async actualizar() {
    try {
      await bajarPadron(this.base);
    } catch {
      this.avisar("guardar", "mal", this.frase("guardar-fallo"));
    }
    await this.cargar();
  }

  mostrarEnrolar(titulo, detalle, reintentar = false) {
    const t = titulo === undefined ? {} : { titulo: this.frase(titulo), detalle: this.frase(detalle) };
    this.pantallas.mostrar("enrolar", { t, si: { reintentar } });
  }

  async cargar() {
    const leer = (clave) => almacen.get(this.base, "estado", clave);
    const [puesto, desfase, evento] = await Promise.all(["puesto", "desfase", "evento"].map(leer));
    const { pack, recibido } = (await almacen.get(this.base, "padron", "actual")) ?? {};
    Object.assign(this, { padron: pack, recibido, desfase, puesto: pack?.puesto ?? puesto });
    this.evento = pack && eventoDe(pack, evento) ? evento : "";
    await this.estado.pintar();
  }

  arrancar() {
    if (this.ritmo) return;
    this.ritmo = new Ritmo({ base: this.base, bateria: () => this.bateria ?? null });
    this.ritmo.addEventListener("avance", ({ detail }) => this.alAvanzar(detail));
    this.ritmo.addEventListener("padron", () => this.cargar());
    this.ritmo.addEventListener("lleno", () => this.avisar("guardar", "mal", this.frase("guardar-fallo")));
    this.ventana.navigator.getBattery?.().then((b) => (this.bateria = Math.round(b.level * 100)));
    this.ritmo.empezar();
  }

  async alAvanzar(detalle) {
    this.desfase = await almacen.get(this.base, "estado", "desfase");
    await this.estado.pintar(detalle);
  }

  // --- Where one may be

  async irAListo() {
    this.vista.cerrar();
    const { vez } = this.pantallas;
    const puntos = await revisarTelefono(this);
    if (vez !== this.pantallas.vez) return;
    this.estado.prevenir(puntos);
    const lista = puntos.map((p) =>
      this.pantallas.clonar("p-punto", {
        t: {
          nombre: this.frase(p.clave),
          detalle: this.frase(p.texto, { n: p.n, h: p.h && hora(p.h, this.idioma) }),
        },
        icono: { estado: p.estado },
      }),
    );
    const t = { titulo: this.frase(estaListo(puntos) ? "listo" : "no-listo"), tema: this.frase(otroTema(this.ventana)) };
    this.pantallas.mostrar("listo", { t, lista: { puntos: lista } });
  }

  /** With one event there is nothing to choose. `codigo`: a pass that waits to be read. */
  async irAEventos(codigo = "") {
    this.codigo = codigo;
    const eventos = this.padron?.eventos ?? [];
    if (eventos.length === 1) return this.elegir(eventos[0].slug);
    this.vista.cerrar();
    const lista = eventos.map((e) => {
      const boton = this.pantallas.clonar("p-evento", {
        t: { titulo: e.titulo, detalle: [e.mecanismo.nombre, e.lugar].filter(Boolean).join(" · ") },
      });
      boton.querySelector("button").dataset.valor = e.slug;
      return boton;
    });
    this.pantallas.mostrar("eventos", { si: { vacio: !eventos.length }, lista: { eventos: lista } });
  }

  async elegir(slug) {
    this.evento = slug;
    await almacen.put(this.base, "estado", slug, "evento");
    await this.estado.pintar();
    await this.irAPuerta();
    if (this.codigo) await this.leer(this.codigo);
    this.codigo = "";
  }

  async irAPuerta() {
    this.vista.guardar(this.rincon);
    this.pintarPuerta(this.vista.motivo);
    const motivo = await this.vista.abrir();
    if (this.pantallas.actual === "puerta") this.pintarPuerta(motivo);
  }

  /** The screen is drawn before the camera answers, and mended when it does: nobody waits for a permission to type. */
  pintarPuerta(motivo) {
    const { suEvento, esEstand } = this;
    const si = {
      camara: !motivo,
      linterna: Boolean(this.vista.camara?.tieneLinterna),
      "sin-camara": Boolean(motivo),
      estand: esEstand,
      pases: !esEstand,
      cuenta: !esEstand,
      salidas: !esEstand && suEvento.controla_salidas,
      varios: this.padron.eventos.length > 1,
    };
    const tecleado = this.pantallas.actual === "puerta" ? this.pantallas.caja.querySelector("#corto")?.value : "";
    const t = { titulo: suEvento.titulo, motivo: motivo ? this.frase(`camara-${motivo}`) : "", error: "" };
    this.vista.guardar(this.rincon);
    const caja = this.pantallas.mostrar("puerta", { t, si });
    caja.querySelector("#corto").value = tecleado ?? "";
    if (!motivo) this.vista.poner(caja.querySelector(".visor"));
  }

  async leer(texto) {
    if (!this.suEvento || !["puerta", "veredicto", "alta", "conteo"].includes(this.pantallas.actual)) return;
    if (this.pantallas.actual === "alta") return;
    this.vista.guardar(this.rincon);
    await this.pases.leer(texto);
    if (this.pantallas.actual === "puerta" && this.vista.camara) {
      this.vista.poner(this.pantallas.caja.querySelector(".visor"));
    }
  }

  // --- What is touched

  async pulsar(evento) {
    const boton = evento.target.closest("[data-accion]");
    if (!boton) return;
    this.estado.callarPasajeros();
    await ACCIONES[boton.dataset.accion](this, boton.dataset, boton);
  }

  async enviar(evento) {
    const formulario = evento.target;
    evento.preventDefault();
    if (formulario.dataset.envio === "alta") return this.anotar.alta(formulario);
    const campo = formulario.elements.corto;
    await this.buscar(campo.value);
  }

  async buscar(texto) {
    const { pantallas } = this;
    await this.leer(texto);
    if (pantallas.actual !== "veredicto" || this.pases.caso?.veredicto !== "no_es_pase") return;
    // Typed by hand it is a slip, not a false pass: the field keeps it, with what to do.
    await this.irAPuerta();
    const campo = pantallas.caja.querySelector("#corto");
    campo.value = texto;
    const error = pantallas.caja.querySelector("[data-t=error]");
    error.textContent = this.frase("error-corto");
    error.hidden = false;
    campo.focus();
  }

  async cambiar(evento) {
    if (evento.target.dataset.cambio === "acompanantes") {
      await this.pases.vienen(Math.min(50, Math.max(0, Math.floor(Number(evento.target.value)) || 0)));
    }
  }
}

if (typeof document !== "undefined") new App(window).iniciar();
