import assert from "node:assert/strict";
import { test } from "node:test";

import { conectar, sugeridor, tras } from "../../static/js/territorio.js";

const dormir = (ms) => new Promise((listo) => setTimeout(listo, ms));

test("waits until the typing stops", async () => {
  const hechas = [];
  const tecla = tras(15, (letra) => hechas.push(letra));
  tecla("a");
  tecla("b");
  await dormir(40);
  assert.deepEqual(hechas, ["b"]);
});

test("fills the list with what the server answers", async () => {
  const lista = { innerHTML: "" };
  await sugeridor({ value: " ilo " }, lista, async (texto) => `<option value="${texto}">`)();
  assert.equal(lista.innerHTML, '<option value="ilo">');
});

test("asks nothing for a single letter, and empties the list", async () => {
  const lista = { innerHTML: "viejas" };
  await sugeridor({ value: "i" }, lista, () => assert.fail("must not ask"))();
  assert.equal(lista.innerHTML, "");
});

test("drops an answer that comes after something else was typed", async () => {
  const campo = { value: "san" };
  const lista = { innerHTML: "" };
  await sugeridor(campo, lista, async () => {
    campo.value = "santa";
    return "tarde";
  })();
  assert.equal(lista.innerHTML, "");
});

test("a lost signal changes nothing", async () => {
  const lista = { innerHTML: "antes" };
  await sugeridor({ value: "ilo" }, lista, async () => {
    throw new TypeError("offline");
  })();
  assert.equal(lista.innerHTML, "antes");
});

test("listens only to fields whose list says where to ask", () => {
  const oidos = [];
  const campo = (lista) => ({ getAttribute: () => lista, addEventListener: (que) => oidos.push([lista, que]) });
  const listas = { con: { dataset: { direccion: "/territorio/" } }, sin: { dataset: {} } };
  conectar({ querySelectorAll: () => [campo("con"), campo("sin"), campo("ninguna")], getElementById: (id) => listas[id] ?? null });
  assert.deepEqual(oidos, [["con", "input"]]);
});
