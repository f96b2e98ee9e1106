// Values that travel in the page: gzip in base64 inside inert script elements.

export async function unpack(id) {
  const letters = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(plain).text());
}

const opened = new Map();

// Unpacked on the first call only; later calls wait for the same value.
export function unpackOnce(id) {
  if (!opened.has(id)) opened.set(id, unpack(id));
  return opened.get(id);
}
