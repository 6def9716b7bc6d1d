// What a refusal says: the server's sentence, and the way on that it names, if any.

/** {text, way: {word, href} | null} from the body of an error, or null when it has no sentence. */
export function told(body, type) {
  if (type?.startsWith("text/plain")) return { text: body.trim(), way: null };
  const part = new DOMParser().parseFromString(body, "text/html");
  const text = part.querySelector("[data-said]")?.textContent.trim();
  if (!text) return null;
  const link = part.querySelector("a[data-way]");
  return { text, way: link && { word: link.textContent.trim(), href: link.getAttribute("href") } };
}
