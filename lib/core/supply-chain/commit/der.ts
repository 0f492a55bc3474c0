/** One element of DER, from its tag and its content. */
export function derElement(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const long =
    length < 0x100
      ? [0x81, length]
      : length < 0x10000
        ? [0x82, length >> 8, length & 0xff]
        : [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...(length < 0x80 ? [length] : long)), content]);
}
