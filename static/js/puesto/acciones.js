/** What each button of the door app does, by its data-accion. */
import { exportar } from "./respaldo.js";
import { alternarTema, otroTema } from "./tema.js";

/** The queue leaves as files, among the downloads of the phone. */
async function sacarArchivo(app) {
  const archivos = await exportar(app.base, { ahora: Date.now(), bateria: app.bateria ?? null });
  for (const { nombre, blob } of archivos) {
    const enlace = app.documento.createElement("a");
    enlace.href = URL.createObjectURL(blob);
    enlace.download = nombre;
    enlace.click();
  }
  app.avisar("archivo", "bien", app.frase(archivos.length ? "archivo-listo" : "archivo-vacio"));
}

export const ACCIONES = {
  listo: (app) => app.base && app.puesto && app.irAListo(),
  reintentar: (app) => app.enrolarCon(app.token),
  revisar: async (app) => {
    const { vez } = app.pantallas;
    await app.ritmo.ya();
    await app.actualizar();
    if (vez === app.pantallas.vez) await app.irAListo();
  },
  empezar: (app) => (app.suEvento ? app.irAPuerta() : app.irAEventos()),
  eventos: (app) => app.irAEventos(),
  evento: (app, { valor }) => app.elegir(valor),
  tema: (app, _, boton) => {
    alternarTema(app.ventana);
    boton.querySelector("[data-t=tema]").textContent = app.frase(otroTema(app.ventana));
  },
  archivo: (app) => sacarArchivo(app),
  linterna: async (app, _, boton) => {
    boton.setAttribute("aria-pressed", String(await app.vista.camara.alternarLinterna()));
  },
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
