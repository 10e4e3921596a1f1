/** People without a pass: the walk-in, the +1 counter, exits, and services at a stand. */
import { sellar } from "./cripto.js";
import * as hechos from "./hechos.js";
import { contadas, ultimoConteo } from "./recuento.js";

const MENORES = new Set(["0-11", "12-17"]);
const TOPE = 50;

/** What a walk-in says, from its form. Of those under 18 no name is kept. */
export function leerAlta(datos) {
  const texto = (nombre) => String(datos.get(nombre) ?? "").trim();
  const edad = texto("edad");
  const mas = texto("acompanantes") === "mas" ? Number(texto("cuantas")) || 3 : Number(texto("acompanantes")) || 0;
  return {
    menor: MENORES.has(edad),
    persona: { nombre: MENORES.has(edad) ? "" : texto("nombre"), sexo: texto("sexo"), edad },
    personas: 1 + Math.min(TOPE, Math.max(0, mas)),
    metodo: datos.get("papel") ? "papel" : "mesa",
  };
}

export class Anotar {
  constructor(app) {
    Object.assign(this, { app, ambito: "sin_registro" });
  }

  abrirAlta() {
    this.app.pantallas.mostrar("alta", { si: { nombre: this.app.suEvento.nombre_obligatorio }, t: { error: "" } });
  }

  /** Sealed before it is kept: from here on this phone cannot read it either. */
  async alta(formulario) {
    const { persona, personas, metodo, menor } = leerAlta(new FormData(formulario));
    const error = formulario.querySelector("[data-t=error]");
    if (this.app.suEvento.nombre_obligatorio && !menor && !persona.nombre) {
      error.textContent = this.app.frase("error-nombre");
      error.hidden = false;
      formulario.querySelector("[name=nombre]").focus();
      return;
    }
    // A second tap while it is being kept is the same person.
    if (formulario.dataset.enviado) return;
    formulario.dataset.enviado = "si";
    const dicho = Object.fromEntries(Object.entries(persona).filter(([, valor]) => valor));
    const sello = await sellar(this.app.padron.sello, dicho);
    const hecho = await this.app.guardar(hechos.alta({ ...this.app.circunstancias(), personas, sello, metodo }));
    if (hecho) return this.app.pases.mostrar({ veredicto: "inscrito", hecho, personas });
    delete formulario.dataset.enviado;
  }

  async abrirConteo() {
    this.app.pantallas.mostrar("conteo");
    await this.pintarConteo();
  }

  async pintarConteo() {
    const { caja } = this.app.pantallas;
    const numero = caja.querySelector("#contadas");
    if (!numero) return;
    const registros = await this.app.registros();
    numero.value = contadas(registros, this.app.evento, this.ambito).toLocaleString("en-US");
    caja.querySelector("[data-accion=ambito]").setAttribute("aria-pressed", String(this.ambito === "todos"));
  }

  async sumar({ sexo, edad }) {
    const hecho = hechos.conteo({ ...this.app.circunstancias(), ambito: this.ambito, sexo, edad });
    if (!(await this.app.guardar(hecho))) return;
    this.app.senales.dar("toque");
    await this.pintarConteo();
  }

  async quitar() {
    const suyos = (await this.app.registros()).filter((h) => h.tipo !== "conteo" || h.ambito === this.ambito);
    const refiere = ultimoConteo(suyos, this.app.evento);
    if (!refiere) return;
    await this.app.guardar(hechos.anulacion({ ...this.app.circunstancias(), refiere, motivo: "error" }));
    await this.pintarConteo();
  }

  async alternarAmbito() {
    this.ambito = this.ambito === "todos" ? "sin_registro" : "todos";
    await this.pintarConteo();
  }

  async salida() {
    const hecho = await this.app.guardar(hechos.salida(this.app.circunstancias()));
    if (hecho) this.contado("salida", "sale-1", hecho);
  }

  /** One service at this stand; with a pass, somebody arrived as well. */
  async atender(codigo) {
    const { estand } = this.app;
    const hecho = await this.app.guardar(hechos.atencion({ ...this.app.circunstancias(), estand, codigo }));
    if (hecho) this.contado("atencion", "atendida", hecho);
  }

  /** Told without leaving the screen: the next one is one tap away, and so is undoing. */
  contado(clave, frase, hecho) {
    this.app.senales.dar(clave === "atencion" ? "si" : "toque");
    const boton = { accion: "deshacer-ultimo", valor: hecho.id, texto: this.app.frase("deshacer") };
    this.app.avisar(clave, "bien", this.app.frase(frase), boton);
  }

  async deshacerUltimo(refiere) {
    const hecho = hechos.anulacion({ ...this.app.circunstancias(), refiere, motivo: "error" });
    if (await this.app.guardar(hecho)) this.app.pantallas.decir(this.app.frase("deshecho"));
  }
}
