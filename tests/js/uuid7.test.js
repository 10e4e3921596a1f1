import assert from "node:assert/strict";
import test from "node:test";

import { uuid7 } from "../../static/js/uuid7.js";

test("an id says version 7, variant 10 and the moment it was made", () => {
  const id = uuid7(4_102_444_800_000);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), 4_102_444_800_000);
});

test("ids made within one millisecond are distinct and grow, ten thousand of them", () => {
  const ids = Array.from({ length: 10_000 }, () => uuid7(4_102_444_900_000));
  assert.deepEqual([...new Set(ids)].sort(), ids);
});

test("ids go on growing when the clock steps back", () => {
  const antes = uuid7(4_102_445_000_000);
  assert.ok(uuid7(4_102_444_000_000) > antes);
});
