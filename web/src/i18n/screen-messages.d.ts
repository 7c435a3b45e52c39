declare module '*.json?screen=upload' {
  const messages: Record<string, string>;
  export default messages;
}
