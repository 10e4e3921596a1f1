/**
 * What the phone keeps: IndexedDB `convoca-puesto`. A promise that resolved is on the disk (durability strict).
 *
 * abrir() → Promise<IDBDatabase>; throws ErrorAlmacen
 * get(base, almacen, clave), todos(base, almacen), put(base, almacen, valor, clave?), borrar(base, almacen, clave)
 * Stores: `estado` by key (portador, puesto, desfase, sello, secuencia, vigente, marca), `padron` key "actual" = {pack, etag, recibido},
 *   `cola` = {id, secuencia, indice, corto, juicio, hecho}, `hechas` = see cola.js.
 * guardarHecho(base, hecho, {indice, corto, juicio}) → Promise<hecho with its secuencia>: number and fact in one step.
 *   `indice` and `corto` (indices of cripto.js) let a later scan know this one; `juicio` is what the screen said.
 * acusar(base, {quitar, hechas, estado}) → takes what was acknowledged out of the queue and keeps the verdicts, in one step.
 * persistencia(base) → Promise<{persistente, libre, motivo}>; libre in bytes or null; motivo "" or one of
 *   "desalojado" (what was here is gone), "privado" (nothing stays here), "poco_espacio", "no_persistente".
 * ErrorAlmacen.motivo: "sin_almacen" (private mode, forbidden), "lleno", "fallo". What was not kept was not kept: say so.
 */
const NOMBRE = "convoca-puesto";
const MARCA = "convoca-puesto-marca";
const POCO = 20 * 1024 * 1024;

export class ErrorAlmacen extends Error {
  constructor(motivo, causa) {
    super(`almacen: ${motivo}`, { cause: causa });
    this.name = "ErrorAlmacen";
    this.motivo = motivo;
  }
}

const comoError = (causa) => new ErrorAlmacen(causa?.name === "QuotaExceededError" ? "lleno" : "fallo", causa);

function crear(base) {
  base.createObjectStore("estado");
  base.createObjectStore("padron");
  base.createObjectStore("cola", { keyPath: "id" });
  base.createObjectStore("hechas", { keyPath: "id" });
}

export function abrir() {
  return new Promise((resolver, rechazar) => {
    const mal = (causa) => rechazar(new ErrorAlmacen("sin_almacen", causa));
    try {
      const pedido = globalThis.indexedDB.open(NOMBRE, 1);
      pedido.onupgradeneeded = () => crear(pedido.result);
      pedido.onerror = () => mal(pedido.error);
      pedido.onsuccess = () => {
        pedido.result.onversionchange = () => pedido.result.close();
        resolver(pedido.result);
      };
    } catch (causa) {
      mal(causa);
    }
  });
}

/** Runs `tarea(transaccion)` and resolves to its request's result once everything is on the disk. */
function escribir(base, almacenes, tarea) {
  return new Promise((resolver, rechazar) => {
    try {
      const transaccion = base.transaction(almacenes, "readwrite", { durability: "strict" });
      let salida;
      transaccion.oncomplete = () => resolver(salida?.());
      transaccion.onabort = () => rechazar(comoError(transaccion.error));
      salida = tarea(transaccion);
    } catch (causa) {
      rechazar(comoError(causa));
    }
  });
}

function leer(base, almacen, pedir) {
  return new Promise((resolver, rechazar) => {
    try {
      const pedido = pedir(base.transaction(almacen).objectStore(almacen));
      pedido.onsuccess = () => resolver(pedido.result);
      pedido.onerror = () => rechazar(comoError(pedido.error));
    } catch (causa) {
      rechazar(comoError(causa));
    }
  });
}

export const get = (base, almacen, clave) => leer(base, almacen, (a) => a.get(clave));
export const todos = (base, almacen) => leer(base, almacen, (a) => a.getAll());
export const cuantos = (base, almacen) => leer(base, almacen, (a) => a.count());
export const put = (base, almacen, valor, clave) =>
  escribir(base, [almacen], (t) => void t.objectStore(almacen).put(valor, clave));
export const borrar = (base, almacen, clave) =>
  escribir(base, [almacen], (t) => void t.objectStore(almacen).delete(clave));

export function guardarHecho(base, hecho, { indice = "", corto = "", juicio = "" } = {}) {
  return escribir(base, ["estado", "cola"], (t) => {
    const estado = t.objectStore("estado");
    let guardado = hecho;
    const meter = (secuencia) => {
      guardado = { ...hecho, secuencia };
      t.objectStore("cola").add({ id: hecho.id, secuencia, indice, corto, juicio, hecho: guardado });
    };
    if (hecho.tipo === "atencion") meter(0);
    else {
      const anterior = estado.get("secuencia");
      anterior.onsuccess = () => {
        const secuencia = (anterior.result ?? 0) + 1;
        estado.put(secuencia, "secuencia");
        meter(secuencia);
      };
    }
    return () => guardado;
  });
}

export function acusar(base, { quitar, hechas, estado = {} }) {
  return escribir(base, ["estado", "cola", "hechas"], (t) => {
    for (const registro of hechas) t.objectStore("hechas").put(registro);
    for (const id of quitar) t.objectStore("cola").delete(id);
    for (const [clave, valor] of Object.entries(estado)) t.objectStore("estado").put(valor, clave);
  });
}

/** The same mark in two places: one without the other tells that the browser threw something away. */
async function desalojado(base) {
  const aqui = await get(base, "estado", "marca");
  const fuera = globalThis.localStorage.getItem(MARCA);
  if (fuera && fuera !== aqui) return true;
  const marca = aqui ?? crypto.randomUUID();
  if (!aqui) await put(base, "estado", marca, "marca");
  globalThis.localStorage.setItem(MARCA, marca);
  return false;
}

/** After telling that something was lost: from here on this is where things are kept. */
export async function empezarDeNuevo(base) {
  globalThis.localStorage.removeItem(MARCA);
  await desalojado(base);
}

export async function persistencia(base) {
  const { storage } = globalThis.navigator;
  const persistente = Boolean((await storage?.persisted?.()) || (await storage?.persist?.()));
  const { quota, usage = 0 } = (await storage?.estimate?.()) ?? {};
  const libre = quota === undefined ? null : quota - usage;
  try {
    if (await desalojado(base)) return { persistente, libre, motivo: "desalojado" };
  } catch {
    return { persistente: false, libre, motivo: "privado" };
  }
  if (libre !== null && libre < POCO) return { persistente, libre, motivo: "poco_espacio" };
  // A private window of Chromium may keep only a part of the memory.
  const memoria = globalThis.performance?.memory?.jsHeapSizeLimit;
  if (!persistente && memoria && quota < memoria * 2) return { persistente, libre, motivo: "privado" };
  return { persistente, libre, motivo: persistente ? "" : "no_persistente" };
}
