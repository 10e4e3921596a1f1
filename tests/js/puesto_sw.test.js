import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";

import { IDBFactory } from "fake-indexeddb";

import { telefono } from "./telefono.js";

const FUENTE = readFileSync(new URL("../../static/js/puesto/sw.js", import.meta.url), "utf-8");
const SITIO = "https://convoca.example";
const PASE = "7H2K9MPQ4RSTV0WXYZ3ABCDE5F";
const ARCHIVOS = ["/static/js/puesto/app.1.js", "/static/css/base.2.css"];

/** Cache storage: what a worker needs of it. */
class Copias {
  todas = new Map();
  keys = async () => [...this.todas.keys()];
  delete = async (nombre) => this.todas.delete(nombre);
  async match(clave) {
    for (const dentro of this.todas.values()) if (dentro.has(clave)) return dentro.get(clave).clone();
  }
  async open(nombre) {
    if (!this.todas.has(nombre)) this.todas.set(nombre, new Map());
    const dentro = this.todas.get(nombre);
    return {
      addAll: async (pedidos) => pedidos.forEach((p) => dentro.set(p.url ?? p, new Response(`copia de ${p.url ?? p}`))),
      match: async (clave) => dentro.get(clave)?.clone(),
    };
  }
}

class Pedido {
  constructor(url, opciones) {
    Object.assign(this, { url }, opciones);
  }
}

function trabajador({ version = "v1", archivos = ARCHIVOS, copias = new Copias(), red = async () => new Response("de la red"), base = new IDBFactory() } = {}) {
  const oyentes = {};
  const self = {
    CONVOCA: { version, archivos },
    location: new URL(SITIO),
    addEventListener: (nombre, tarea) => (oyentes[nombre] = tarea),
    clients: { claim: async () => {} },
    skipWaiting: () => (self.salto = true),
  };
  const mundo = { self, caches: copias, indexedDB: base, fetch: red, URL, Response, Request: Pedido, Promise };
  vm.runInNewContext(FUENTE, mundo);
  const esperar = (nombre) => {
    let tarea;
    oyentes[nombre]({ waitUntil: (t) => (tarea = t) });
    return tarea;
  };
  const pedir = (ruta, opciones = {}) => {
    let tarea = null;
    const request = { url: new URL(ruta, SITIO).href, method: "GET", mode: "navigate", ...opciones };
    oyentes.fetch({ request, respondWith: (t) => (tarea = t) });
    return tarea;
  };
  return { self, oyentes, copias, esperar, pedir };
}

test("once installed, shell and files come from the phone", async () => {
  const sinRed = async () => {
    throw new TypeError("Failed to fetch");
  };
  const { esperar, pedir } = trabajador({ red: sinRed });
  await esperar("install");
  assert.equal(await (await pedir("/puesto/")).text(), "copia de /puesto/");
  for (const ruta of ARCHIVOS) assert.equal(await (await pedir(ruta, { mode: "cors" })).text(), `copia de ${ruta}`);
});

test("everything else passes by: the API, the panel, other pages, other sites, what is sent", async () => {
  const { esperar, pedir } = trabajador();
  await esperar("install");
  for (const [ruta, opciones] of [
    ["/api/v1/puestos/padron", { mode: "cors" }],
    ["/api/v1/puestos/sincronizar", { method: "POST", mode: "cors" }],
    ["/panel/"],
    ["/"],
    [`/p/${PASE}/`, { method: "POST" }],
    ["/p/corto/"],
    [`/mi-registro/${PASE}/`],
    ["https://otro.example/puesto/"],
  ]) {
    assert.equal(pedir(ruta, opciones), null, ruta);
  }
});

test("a pass opens in the app on an enrolled phone, network or not, and its page on any other", async () => {
  await telefono();
  const enrolado = trabajador({ base: globalThis.indexedDB });
  const respuesta = await enrolado.pedir(`/p/${PASE.toLowerCase()}/`);
  assert.equal(respuesta.status, 302);
  assert.equal(respuesta.headers.get("Location"), `${SITIO}/puesto/#p=${PASE}`);
  const base = new IDBFactory();
  assert.equal(await (await trabajador({ base }).pedir(`/p/${PASE}/`)).text(), "de la red");
  assert.deepEqual(await base.databases(), []);
  await telefono({ enrolado: false });
  assert.equal(await (await trabajador({ base: globalThis.indexedDB }).pedir(`/p/${PASE}/`)).text(), "de la red");
});

test("a new version starts at once, and the app that is open still finds its own files without network", async () => {
  const copias = new Copias();
  await copias.open("de-otro");
  await trabajador({ copias }).esperar("install");
  const nuevo = trabajador({ copias, version: "v2", archivos: ["/static/js/puesto/app.9.js"] });
  await nuevo.esperar("install");
  await nuevo.esperar("activate");
  assert.equal(nuevo.self.salto, true);
  for (const ruta of [...ARCHIVOS, "/static/js/puesto/app.9.js"]) {
    assert.equal(await (await nuevo.pedir(ruta, { mode: "cors" })).text(), `copia de ${ruta}`);
  }
});

test("it keeps its own version and the one before, and touches nobody else's copies", async () => {
  const copias = new Copias();
  await copias.open("de-otro");
  for (const version of ["v1", "v2", "v3"]) {
    const este = trabajador({ copias, version });
    await este.esperar("install");
    await este.esperar("activate");
  }
  assert.deepEqual(await copias.keys(), ["de-otro", "convoca-puesto-v2", "convoca-puesto-v3"]);
});

test("an installation that could not fetch everything leaves the old version at work", async () => {
  const copias = new Copias();
  const abrir = copias.open;
  copias.open = async (nombre) => ({ ...(await abrir.call(copias, nombre)), addAll: () => Promise.reject(new TypeError()) });
  const medio = trabajador({ copias });
  await assert.rejects(medio.esperar("install"), TypeError);
  assert.equal(medio.self.salto, undefined);
});
