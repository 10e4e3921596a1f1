/**
 * The queue as files, for a phone that never finds network. Only the server can read them; the panel imports them.
 *
 * exportar(base, {ahora, bateria}) → Promise<[{nombre, blob, cuantos}]>: one file (another for every 5000 facts), none when nothing waits.
 *   The queue stays as it is: whatever goes both ways counts once.
 */
import * as almacen from "./almacen.js";
import { cuerpo, lote } from "./cola.js";
import { sellar } from "./cripto.js";

// What the panel takes in one go.
const POR_ARCHIVO = 5000;

async function archivo(portador, sello, tanda, datos, parte) {
  const sellado = await sellar(sello, { portador, cuerpo: cuerpo(tanda.map((r) => r.hecho), datos) }); // prettier-ignore
  const texto = JSON.stringify({ convoca: "cola", version: 1, sello: sellado });
  const fecha = new Date(datos.ahora).toISOString().slice(0, 16).replace(/[-:T]/g, "");
  return {
    nombre: `convoca-cola-${fecha}-${parte}.json`,
    blob: new Blob([texto], { type: "application/json" }),
    cuantos: tanda.length,
  };
}

export async function exportar(base, { ahora = Date.now(), bateria = null } = {}) {
  const portador = (await almacen.get(base, "estado", "portador")) ?? "";
  const sello = await almacen.get(base, "estado", "sello");
  const registros = lote(await almacen.todos(base, "cola"), Infinity);
  const archivos = [];
  for (let i = 0; i < registros.length; i += POR_ARCHIVO) {
    const tanda = registros.slice(i, i + POR_ARCHIVO);
    const datos = { ahora, pendientes: registros.length - i - tanda.length, bateria };
    archivos.push(await archivo(portador, sello, tanda, datos, archivos.length + 1));
  }
  return archivos;
}
