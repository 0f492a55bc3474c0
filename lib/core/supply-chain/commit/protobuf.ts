/** The little of protocol buffers' wire format that an entry of the log needs, which the library reads as JSON alone. */

export type WireField =
  | { readonly number: number; readonly bytes: Buffer }
  | { readonly number: number; readonly integer: bigint };

/** @throws for what is malformed, and for kinds of fields that such entries do not have. */
export function readFields(message: Buffer): readonly WireField[] {
  const fields: WireField[] = [];
  let position = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[position++];
      if (byte === undefined) throw new RangeError("It ends too early.");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("A number is too long.");
  };
  while (position < message.length) {
    const key = Number(varint());
    const [number, kind] = [key >>> 3, key & 7];
    if (kind === 0) {
      fields.push({ number, integer: varint() });
      continue;
    }
    const length = kind === 2 ? Number(varint()) : Number.NaN;
    if (!(position + length <= message.length)) throw new RangeError("A field is malformed.");
    fields.push({ number, bytes: message.subarray(position, position + length) });
    position += length;
  }
  return fields;
}

export function bytesOf(fields: readonly WireField[], number: number): Buffer | undefined {
  const found = fields.findLast((field) => field.number === number);
  return found !== undefined && "bytes" in found ? found.bytes : undefined;
}

export function integerOf(fields: readonly WireField[], number: number): string {
  const found = fields.findLast((field) => field.number === number);
  return found !== undefined && "integer" in found ? String(found.integer) : "0";
}
