/** What each button of the door app does, by its data-accion. */
import { alternarTema, otroTema } from "./tema.js";

export const ACCIONES = {
  listo: (app) => app.base && app.puesto && app.irAListo(),
  reintentar: (app) => app.enrolarCon(app.token),
  revisar: async (app) => {
    app.ritmo.padronEl = -Infinity;
    await app.ritmo.ya();
    await app.irAListo();
  },
  empezar: (app) => (app.suEvento ? app.irAPuerta() : app.irAEventos()),
  eventos: (app) => app.irAEventos(),
  evento: (app, { valor }) => app.elegir(valor),
  tema: (app, _, boton) => {
    alternarTema(app.ventana);
    boton.querySelector("[data-t=tema]").textContent = app.frase(otroTema(app.ventana));
  },
  archivo: (app) => app.sacarArchivo(),
  linterna: (app, _, boton) => app.linterna(boton),
  alta: (app) => {
    app.vista.cerrar();
    app.anotar.abrirAlta();
  },
  conteo: (app) => {
    app.vista.cerrar();
    return app.anotar.abrirConteo();
  },
  sumar: (app, datos) => app.anotar.sumar(datos),
  quitar: (app) => app.anotar.quitar(),
  ambito: (app) => app.anotar.alternarAmbito(),
  salida: (app) => app.anotar.salida(),
  atender: (app) => app.anotar.atender(),
  "deshacer-ultimo": (app, { valor }) => app.anotar.deshacerUltimo(valor),
  acompanantes: (app, { valor }) => app.pases.vienen(valor === "mas" ? 3 : Number(valor)),
  entra: (app) => app.pases.entra(),
  "no-entra": (app) => app.pases.noEntra(),
  deshacer: (app) => app.pantallas.mostrar("deshacer"),
  motivo: (app, { valor }) => app.pases.deshacer(valor),
  seguir: (app) => app.irAPuerta(),
  correcciones: (app) => app.estado.mostrarCorrecciones(),
  enterado: (app) => app.estado.enterado(),
};
