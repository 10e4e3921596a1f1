/**
 * Keeps the door app on the phone. The server puts `self.CONVOCA = {version, archivos}` in front of this text, so
 * that another shell or another file is another worker. It answers for three things and lets the rest pass:
 * the shell, static files, and the link of a pass, which on an enrolled phone opens in the app.
 * It keeps no answer of the API and no page about anybody.
 *
 * A new version starts at once and interrupts nothing: the open app goes on with the files of the version before,
 * which are kept too, and what it has recorded is in IndexedDB, which no version touches.
 */
const { version, archivos } = self.CONVOCA;
const CASCARON = "/puesto/";
const PREFIJO = "convoca-puesto-";
const CACHE = PREFIJO + version;
const PASE = /^\/p\/([0-9A-Za-z]{26})\/?$/;

/** A phone is enrolled when the app's database holds a bearer. Never creates the database. */
function enrolado() {
  return new Promise((resolver) => {
    const pedido = indexedDB.open("convoca-puesto");
    pedido.onupgradeneeded = () => pedido.transaction.abort();
    pedido.onerror = () => resolver(false);
    pedido.onsuccess = () => {
      const base = pedido.result;
      const fin = (si) => {
        base.close();
        resolver(si);
      };
      if (!base.objectStoreNames.contains("estado")) return fin(false);
      const leido = base.transaction("estado").objectStore("estado").get("portador");
      leido.onsuccess = () => fin(Boolean(leido.result));
      leido.onerror = () => fin(false);
    };
  });
}

async function guardar() {
  const cache = await caches.open(CACHE);
  const cascaron = new Request(CASCARON, { cache: "reload", credentials: "same-origin" });
  await cache.addAll([cascaron, ...archivos]);
  await self.skipWaiting();
}

async function limpiar() {
  const otras = (await caches.keys()).filter((n) => n.startsWith(PREFIJO) && n !== CACHE);
  await Promise.all(otras.slice(0, -1).map((n) => caches.delete(n)));
  await self.clients.claim();
}

async function deLaCopia(clave, pedido) {
  const comoSea = { ignoreVary: true };
  const cache = await caches.open(CACHE);
  return (await cache.match(clave, comoSea)) ?? (await caches.match(clave, comoSea)) ?? fetch(pedido);
}

async function pase(codigo, pedido) {
  if (!(await enrolado())) return fetch(pedido);
  return Response.redirect(`${self.location.origin}${CASCARON}#p=${codigo.toUpperCase()}`, 302);
}

function atender(evento) {
  const { request } = evento;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const codigo = PASE.exec(pathname)?.[1];
  if (request.mode === "navigate" && codigo) evento.respondWith(pase(codigo, request));
  else if (request.mode === "navigate" && pathname === CASCARON) evento.respondWith(deLaCopia(CASCARON, request));
  else if (pathname.startsWith("/static/")) evento.respondWith(deLaCopia(pathname, request));
}

self.addEventListener("install", (evento) => evento.waitUntil(guardar()));
self.addEventListener("activate", (evento) => evento.waitUntil(limpiar()));
self.addEventListener("fetch", atender);
