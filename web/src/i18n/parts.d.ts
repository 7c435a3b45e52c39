/** Texts of a language, by the part of the page that says them; scripts/messages-by-part.mjs makes them. */
declare module 'messages:*' {
  const messages: Record<string, string>;
  export default messages;
}
