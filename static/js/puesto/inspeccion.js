/** Asks this very phone what listo.js judges. */
import * as almacen from "./almacen.js";
import { revisar } from "./listo.js";

const PLAZO = 3000;

/** Whether the app would open without network: its worker is active, and so its files are kept. */
async function trabajadorActivo({ navigator, setTimeout: luego }) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return false;
  const plazo = new Promise((resolver) => luego(resolver, PLAZO, null));
  const registro = await Promise.race([serviceWorker.ready, plazo]);
  return Boolean(registro?.active);
}

export async function revisarTelefono({ base, ventana, vista, recibido }) {
  const [camara, persistencia, desfase, trabajador] = await Promise.all([
    vista.probar(),
    almacen.persistencia(base),
    almacen.get(base, "estado", "desfase"),
    trabajadorActivo(ventana),
  ]);
  return revisar({ camara, persistencia, desfase, recibido, trabajador, ahora: Date.now() });
}
