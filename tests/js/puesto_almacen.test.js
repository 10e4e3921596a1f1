import assert from "node:assert/strict";
import test from "node:test";

import * as almacen from "../../static/js/puesto/almacen.js";
import { sellar } from "../../static/js/puesto/cripto.js";
import * as hechos from "../../static/js/puesto/hechos.js";
import { EVENTO, SELLO, VERDAD, telefono, volcado } from "./telefono.js";

const aqui = { evento: EVENTO, ahora: VERDAD, desfase: 0 };

function conNavegador(storage, tarea) {
  const antes = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { storage }, configurable: true });
  return tarea().finally(() => {
    if (antes) Object.defineProperty(globalThis, "navigator", antes);
    else delete globalThis.navigator;
  });
}

const disco = (mas = {}) => ({
  persisted: async () => false,
  persist: async () => true,
  estimate: async () => ({ quota: 10e9, usage: 1e6 }),
  ...mas,
});

test("each fact gets the next number, also when many are kept at once and the app is opened again", async () => {
  const base = await telefono();
  const dados = await Promise.all(
    Array.from({ length: 20 }, () => almacen.guardarHecho(base, hechos.conteo(aqui))),
  );
  base.close();
  const otra = await almacen.abrir();
  dados.push(await almacen.guardarHecho(otra, hechos.conteo(aqui)));
  assert.deepEqual(dados.map((h) => h.secuencia), Array.from({ length: 21 }, (_, i) => i + 1)); // prettier-ignore
  assert.equal(await almacen.cuantos(otra, "cola"), 21);
});

test("an atencion takes no number", async () => {
  const base = await telefono();
  await almacen.guardarHecho(base, hechos.conteo(aqui));
  assert.equal((await almacen.guardarHecho(base, hechos.atencion({ ...aqui, estand: "vacunas" }))).secuencia, 0);
  assert.equal((await almacen.guardarHecho(base, hechos.conteo(aqui))).secuencia, 2);
});

test("a fact that does not fit is told with a type of its own, and neither it nor its number is used", async () => {
  const base = await telefono();
  await almacen.guardarHecho(base, hechos.conteo(aqui));
  const lleno = new DOMException("full", "QuotaExceededError");
  const prototipo = Object.getPrototypeOf(base.transaction("cola").objectStore("cola"));
  const { add } = prototipo;
  prototipo.add = () => {
    throw lleno;
  };
  try {
    await assert.rejects(almacen.guardarHecho(base, hechos.atencion({ ...aqui, estand: "x" })), {
      name: "ErrorAlmacen",
      motivo: "lleno",
    });
  } finally {
    prototipo.add = add;
  }
  assert.equal(await almacen.cuantos(base, "cola"), 1);
  assert.equal((await almacen.guardarHecho(base, hechos.conteo(aqui))).secuencia, 2);
});

test("where nothing can be kept it is said at once", async () => {
  globalThis.indexedDB = {
    open() {
      throw new DOMException("no", "SecurityError");
    },
  };
  await assert.rejects(almacen.abrir(), { motivo: "sin_almacen" });
});

test("the dump of a busy phone shows no name, telephone or document", async () => {
  const base = await telefono();
  const persona = { nombre: "Ana Íñiguez", telefono: "7000-1234", sexo: "mujer" };
  await almacen.guardarHecho(base, hechos.alta({ ...aqui, personas: 2, sello: await sellar(SELLO, persona) }));
  await almacen.guardarHecho(base, hechos.asistencia({ ...aqui, codigo: "7H2K9MPQ4RSTV0WXYZ3ABCDE5F" }), {
    indice: "75d36d1c4cf45e4e",
    juicio: "valido",
  });
  const texto = await volcado(base);
  assert.match(texto, /75d36d1c4cf45e4e/);
  for (const claro of ["Ana", "Íñiguez", "7000", "mujer"]) assert.ok(!texto.includes(claro), claro);
});

test("a phone that keeps things says so", async () => {
  const base = await telefono();
  await conNavegador(disco(), async () => {
    assert.deepEqual(await almacen.persistencia(base), { persistente: true, libre: 10e9 - 1e6, motivo: "" });
  });
});

test("little room, or a browser that promises nothing, is said beforehand", async () => {
  const base = await telefono();
  await conNavegador(disco({ estimate: async () => ({ quota: 11e6, usage: 1e6 }) }), async () => {
    assert.equal((await almacen.persistencia(base)).motivo, "poco_espacio");
  });
  await conNavegador(disco({ persist: async () => false }), async () => {
    assert.equal((await almacen.persistencia(base)).motivo, "no_persistente");
  });
});

test("what the browser threw away is noticed, and told only until somebody knows", async () => {
  await conNavegador(disco(), async () => {
    const base = await telefono();
    await almacen.persistencia(base);
    const marcas = globalThis.localStorage;
    base.close();
    const vacia = await telefono();
    globalThis.localStorage = marcas;
    assert.equal((await almacen.persistencia(vacia)).motivo, "desalojado");
    await almacen.empezarDeNuevo(vacia);
    assert.equal((await almacen.persistencia(vacia)).motivo, "");
  });
});

test("a browser that forbids marks is private", async () => {
  const base = await telefono();
  globalThis.localStorage = {
    getItem() {
      throw new DOMException("no", "SecurityError");
    },
  };
  await conNavegador(disco(), async () => assert.equal((await almacen.persistencia(base)).motivo, "privado"));
});
