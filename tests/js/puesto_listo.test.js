import assert from "node:assert/strict";
import test from "node:test";

import { estaListo, revisar } from "../../static/js/puesto/listo.js";

const AHORA = new Date(2026, 10, 22, 8, 0).getTime();
const sano = {
  camara: "",
  persistencia: { motivo: "" },
  desfase: 300,
  recibido: AHORA - 60_000,
  trabajador: true,
  ahora: AHORA,
};
const textos = (cambio) => revisar({ ...sano, ...cambio }).map((p) => p.texto);

test("a healthy phone is ready", () => {
  const puntos = revisar(sano);
  assert.deepEqual(puntos.map((p) => p.estado), ["bien", "bien", "bien", "bien", "bien"]);
  assert.ok(estaListo(puntos));
});

test("without a camera the day is slower, not lost", () => {
  const puntos = revisar({ ...sano, camara: "sin-permiso" });
  assert.equal(puntos[0].texto, "camara-sin-permiso");
  assert.ok(estaListo(puntos));
});

test("a clock that is wrong is told in minutes and does not hinder", () => {
  const puntos = revisar({ ...sano, desfase: -40 * 60_000 });
  assert.deepEqual([puntos[2].estado, puntos[2].n], ["ojo", 40]);
  assert.ok(estaListo(puntos));
});

for (const [caso, cambio, texto] of [
  ["the clock was never compared", { desfase: null }, "reloj-sin-medir"],
  ["there is no pack", { recibido: null }, "padron-falta"],
  ["the pack is of another day", { recibido: AHORA - 86_400_000 }, "padron-viejo"],
  ["the app would not open offline", { trabajador: false }, "trabajador-falta"],
  ["the window is private", { persistencia: { motivo: "privado" } }, "almacen-privado"],
  ["the storage is nearly full", { persistencia: { motivo: "poco_espacio" } }, "almacen-lleno"],
  ["the phone threw things away", { persistencia: { motivo: "desalojado" } }, "almacen-borrado"],
]) {
  test(`not ready when ${caso}`, () => {
    assert.ok(textos(cambio).includes(texto));
    assert.ok(!estaListo(revisar({ ...sano, ...cambio })));
  });
}
