import assert from "node:assert/strict";
import test from "node:test";

import { Camara, motivoDe } from "../../static/js/puesto/camara.js";
import { Escaner } from "../../static/js/puesto/escaner.js";
import { Tecleo } from "../../static/js/puesto/tecleo.js";

const CODIGO = "0123456789ABCDEFGHJKMNPQRS";

/** Types a text at that pace; returns what was taken for a scan, the field and whether Enter was swallowed. */
function teclear(texto, { ritmo = 10, campo = null } = {}) {
  const leidos = [];
  const tecleo = new Tecleo((t) => leidos.push(t));
  let momento = 10_000;
  let tragado = false;
  const target = campo ?? { matches: () => false };
  for (const key of [...texto, "Enter"]) {
    momento += ritmo;
    if (campo && key.length === 1) campo.value += key;
    tecleo.tecla({ key, timeStamp: momento, target, preventDefault: () => (tragado = true), stopPropagation() {} });
  }
  return { leidos, tragado };
}

const nuevoCampo = (value = "") => ({ value, matches: () => true });

test("a scanner that types is heard wherever the focus is", () => {
  assert.deepEqual(teclear(CODIGO).leidos, [CODIGO]);
});

test("in a field what the scanner typed is taken out again", () => {
  const campo = nuevoCampo("Rosa");
  assert.deepEqual(teclear(CODIGO, { campo }).leidos, [CODIGO]);
  assert.equal(campo.value, "Rosa");
});

test("what a hand types in a field is left alone", () => {
  const campo = nuevoCampo();
  assert.deepEqual(teclear("una persona con nombre largo", { campo, ritmo: 200 }), { leidos: [], tragado: false });
});

test("Enter on a button is Enter on a button", () => {
  assert.deepEqual(teclear(""), { leidos: [], tragado: false });
});

function mirar(secuencia) {
  const leidos = [];
  let reloj = 0;
  const escaner = new Escaner({
    leer: async () => "",
    cuadro: () => null,
    alLeer: (t) => leidos.push(t),
    ahora: () => reloj,
    luego() {},
  });
  for (const [momento, texto] of secuencia) {
    reloj = momento;
    escaner.notar(texto);
  }
  return leidos;
}

test("a pass held before the camera is one scan", () => {
  assert.deepEqual(mirar([[0, "a"], [1000, "a"], [2500, "a"]]), ["a"]);
});

test("a pass that went away and came back is two", () => {
  assert.deepEqual(mirar([[0, "a"], [5000, "a"]]), ["a", "a"]);
});

test("the next pass is another scan at once", () => {
  assert.deepEqual(mirar([[0, "a"], [100, "b"]]), ["a", "b"]);
});

test("a picture that cannot be read stops nothing", async () => {
  const leidos = [];
  const lecturas = [async () => Promise.reject(new Error("broken")), async () => "a"];
  const citas = [];
  const escaner = new Escaner({
    leer: () => lecturas.shift()(),
    cuadro: () => ({}),
    alLeer: (t) => leidos.push(t),
    ahora: () => 0,
    luego: (tarea) => citas.push(tarea),
  });
  escaner.activo = true;
  await escaner.mirar();
  await citas.shift()();
  assert.deepEqual(leidos, ["a"]);
});

test("why there is no camera is told in one word", async () => {
  assert.equal(motivoDe({ name: "NotAllowedError" }), "sin-permiso");
  assert.equal(motivoDe({ name: "NotReadableError" }), "ocupada");
  await assert.rejects(new Camara({}, undefined).abrir(), (error) => motivoDe(error) === "sin-camara");
});

test("the torch is offered only where the camera has one", () => {
  const con = (torch) => {
    const camara = new Camara({}, {});
    camara.flujo = { getVideoTracks: () => [{ getCapabilities: () => (torch ? { torch } : {}) }] };
    return camara.tieneLinterna;
  };
  assert.deepEqual([con(true), con(false)], [true, false]);
});
