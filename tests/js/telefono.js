/** For the tests of the door app: a phone with an empty database, and a server that keeps docs/puesto.md. */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

import * as almacen from "../../static/js/puesto/almacen.js";
import { indice } from "../../static/js/puesto/cripto.js";

export const PORTADOR = "PORTADOR0000000000000000AB";
export const VERDAD = Date.parse("2026-11-22T14:00:00-06:00");
export const EVENTO = "cine-en-el-parque";
export const SELLO = "BPDl59DNiniAvX7MxMsCx7ElIg3xV8+fQ27XcRn8BuWx1EMqYFDjSyvtTIVb3a1ibHejJzWZuYKOJqGANIxN2ZU=";

export class Guardado extends Map {
  getItem = (clave) => this.get(clave) ?? null;
  setItem = (clave, valor) => void this.set(clave, valor);
  removeItem = (clave) => void this.delete(clave);
}

export async function telefono({ enrolado = true } = {}) {
  globalThis.indexedDB = new IDBFactory();
  globalThis.IDBKeyRange = IDBKeyRange;
  globalThis.localStorage = new Guardado();
  const base = await almacen.abrir();
  if (enrolado) {
    await almacen.acusar(base, { quitar: [], hechas: [], estado: { portador: PORTADOR, sello: SELLO, desfase: 0 } });
  }
  return base;
}

/** Everything that the phone keeps, as one text. */
export async function volcado(base) {
  const almacenes = Array.from(base.objectStoreNames);
  return JSON.stringify(await Promise.all(almacenes.map((a) => almacen.todos(base, a))));
}

export const jornada = (dia) => ({ inicio: `2026-11-${dia}T08:00:00-06:00`, fin: `2026-11-${dia}T17:00:00-06:00` });

export function evento(mas = {}) {
  return {
    slug: EVENTO, titulo: "Cine en el parque", estado: "publicado", jornadas: [jornada(22)], estands: [],
    filas: {}, cortos: {}, ...mas,
  }; // prettier-ignore
}

export const pack = (eventos = [evento()], otros = {}) => ({
  version: "1",
  ahora: new Date(VERDAD).toISOString(),
  puesto: { nombre: "Entrada norte", tipo: "entrada" },
  sello: SELLO,
  eventos,
  otros,
});

const responder = (status, cuerpo, headers = {}) => new Response(cuerpo && JSON.stringify(cuerpo), { status, headers });

/** `fallas`: what becomes of each request in turn: undefined, "cae" (never arrives), "pierde" (arrives, no answer), or a status. */
export class Servidor {
  constructor({ ahora = () => VERDAD, fallas = [], vigente = true, padron = pack() } = {}) {
    Object.assign(this, { ahora, fallas, vigente, padron });
    this.hechos = new Map();
    this.pedidos = [];
    this.pases = new Map();
  }

  fetch = async (url, opciones = {}) => {
    const falla = this.fallas.shift();
    this.pedidos.push({ url, ...opciones, datos: opciones.body ? JSON.parse(opciones.body) : null });
    if (falla === "cae") throw new TypeError("Failed to fetch");
    if (typeof falla === "number") return responder(falla, { detail: "no" }, { "Retry-After": "7" });
    if (typeof falla === "function") return falla(this.pedidos.at(-1));
    const respuesta = await this.atender(this.pedidos.at(-1));
    if (falla === "pierde") throw new TypeError("Failed to fetch");
    return respuesta;
  };

  async atender({ url, headers = {}, datos }) {
    if (url.endsWith("/enrolar")) return this.enrolar(datos);
    if (headers.Authorization !== `Bearer ${PORTADOR}`) return responder(401, {});
    if (url.endsWith("/padron")) return this.darPadron(headers);
    const respuestas = [];
    for (const hecho of datos.hechos) respuestas.push(await this.recibir(hecho));
    return responder(200, { ahora: new Date(this.ahora()).toISOString(), vigente: this.vigente, respuestas });
  }

  enrolar({ token }) {
    if (token !== "TOKEN00000000000000000000A") return responder(401, {});
    const ahora = new Date(this.ahora()).toISOString();
    return responder(200, { portador: PORTADOR, puesto: { nombre: "Entrada norte" }, ahora });
  }

  darPadron(headers) {
    if (!this.vigente) return responder(401, {});
    if (headers["If-None-Match"] === '"1"') return responder(304, null);
    return responder(200, this.padron, { ETag: '"1"' });
  }

  async recibir(hecho) {
    const repetido = this.hechos.has(hecho.id);
    this.hechos.set(hecho.id, hecho);
    const resultado = repetido ? "repetido" : "nuevo";
    if (!hecho.codigo) return { id: hecho.id, resultado };
    const momento = Math.min(Date.parse(hecho.capturado_el) + hecho.desfase_ms, this.ahora());
    const suyo = await indice(hecho.codigo);
    const primera = this.pases.get(suyo);
    if (!primera || momento < Date.parse(primera.momento)) {
      this.pases.set(suyo, { momento: new Date(momento).toISOString(), puesto: "Entrada sur", id: hecho.id });
    }
    return primera && primera.id !== hecho.id
      ? { id: hecho.id, resultado, veredicto: "ya_entro", primera }
      : { id: hecho.id, resultado, veredicto: "valido", primera: this.pases.get(suyo) };
  }
}
