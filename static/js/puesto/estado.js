/** The bar on top and the notices below it: who this phone is, how many are in, what waits, what was learnt later. */
import * as almacen from "./almacen.js";
import { llano } from "./cola.js";
import { hora } from "./pantallas.js";
import { atenciones, dentro } from "./recuento.js";

// Told about what was just done: the next tap answers them.
const PASAJEROS = ["lectura", "salida", "atencion", "archivo"];
const GRAVES = new Set(["privado", "lleno", "borrado"].map((m) => `almacen-${m}`));

export class Estado {
  constructor(app) {
    this.app = app;
    const { documento } = app;
    const [nombre, cuenta, subida, avisos] = ["nombre-puesto", "dentro", "subida", "avisos"].map((id) =>
      documento.getElementById(id),
    );
    Object.assign(this, { nombre, cuenta, subida, avisos, ultimo: "" });
  }

  /** `detalle`: what sincronizar.subir answered, when it has just answered. */
  async pintar(detalle) {
    const { app } = this;
    if (detalle && detalle.estado !== "ocupado") this.ultimo = detalle.estado;
    const { cola, hechas } = await app.recordado();
    const registros = [...hechas, ...cola.map(llano)];
    if (app.puesto) this.nombre.textContent = app.puesto.nombre;
    this.cuenta.textContent = app.evento ? this.cuantos(registros) : "";
    if (app.puesto) this.pintarSubida(cola.length);
    this.pintarCorrecciones(hechas);
  }

  cuantos(registros) {
    const { app } = this;
    const [clave, contar] = app.esEstand ? ["atenciones", atenciones] : ["dentro", dentro];
    return app.frase(clave, { n: contar(registros, app.evento).toLocaleString("en-US") });
  }

  pintarSubida(n) {
    const [tono, texto] = this.subidaSegun(n);
    this.subida.hidden = false;
    this.subida.className = `pildora ${tono}`;
    // Said again only when it changes: a screen reader reads every change.
    if (this.subida.textContent !== texto) this.subida.textContent = texto;
  }

  subidaSegun(n) {
    const { app, ultimo } = this;
    if (ultimo === "sin_permiso") return ["mal", app.frase("sin-permiso")];
    if (ultimo === "no_vigente") return ["mal", app.frase("revocado")];
    const sinSenal = ultimo === "sin_red" || app.ventana.navigator.onLine === false;
    if (sinSenal && n === 0) return ["bien", app.frase("sin-senal")];
    if (sinSenal) return ["ojo", n === 1 ? app.frase("pendiente-1") : app.frase("pendientes", { n })];
    if (ultimo === "servidor" && n) return ["ojo", app.frase("servidor", { n })];
    return n ? ["ojo", app.frase("subiendo", { n })] : ["bien", app.frase("subido")];
  }

  // --- Notices

  avisar(clave, tono, texto, boton = null) {
    this.callar(clave);
    const nota = this.app.documento.createElement("div");
    nota.className = `nota ${tono}`;
    nota.dataset.aviso = clave;
    const parrafo = this.app.documento.createElement("p");
    parrafo.textContent = texto;
    nota.append(this.app.pantallas.clonar(`i-${tono}`), parrafo);
    if (boton) nota.append(this.boton(boton));
    this.avisos.append(nota);
  }

  boton({ accion, valor = "", texto }) {
    const boton = this.app.documento.createElement("button");
    Object.assign(boton, { type: "button", className: "enlace", textContent: texto });
    Object.assign(boton.dataset, { accion, valor });
    return boton;
  }

  callar(clave) {
    for (const nota of this.avisos.querySelectorAll(`[data-aviso=${clave}]`)) nota.remove();
  }

  callarPasajeros() {
    for (const clave of PASAJEROS) this.callar(clave);
  }

  /** What would lose the day is said on every screen, not only where the phone is examined. */
  prevenir(puntos) {
    this.callar("almacen");
    const { texto } = puntos.find(({ clave }) => clave === "almacen");
    if (GRAVES.has(texto)) this.avisar("almacen", "mal", this.app.frase(texto));
  }

  // --- What was learnt on uploading

  pintarCorrecciones(hechas) {
    const nuevas = pendientesDeVer(hechas).length;
    if (this.nuevas === nuevas) return;
    this.nuevas = nuevas;
    this.callar("correcciones");
    if (!nuevas) return;
    const texto = this.app.frase(nuevas === 1 ? "correcciones-1" : "correcciones", { n: nuevas });
    this.avisar("correcciones", "ojo", "", { accion: "correcciones", texto });
  }

  async mostrarCorrecciones() {
    const { app } = this;
    app.vista.cerrar();
    const { hechas } = await app.recordado();
    const lista = pendientesDeVer(hechas).map((h) =>
      app.pantallas.clonar("p-punto", {
        t: { nombre: hora(h.momento, app.idioma), detalle: this.correccion(h) },
        icono: { estado: "ojo" },
      }),
    );
    app.pantallas.mostrar("correcciones", { lista: { correcciones: lista } });
  }

  correccion({ resultado, detalle, veredicto, primera }) {
    const { app } = this;
    if (resultado === "rechazado") return app.frase("rechazada", { d: detalle });
    if (!primera) return app.frase("corregida-lectura", { v: app.frase(veredicto) || app.frase("corregida-desconocido") });
    const datos = { p: primera.puesto, h: hora(primera.momento, app.idioma) };
    return app.frase(primera.puesto ? "corregida" : "corregida-sin-puesto", datos);
  }

  async enterado() {
    const { hechas } = await this.app.recordado();
    for (const h of pendientesDeVer(hechas)) await almacen.put(this.app.base, "hechas", { ...h, vista: true });
    await this.pintar();
    await (this.app.suEvento ? this.app.irAPuerta() : this.app.irAListo());
  }
}

const pendientesDeVer = (hechas) => hechas.filter((h) => (h.corregida || h.resultado === "rechazado") && !h.vista);
