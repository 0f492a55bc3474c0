/** SSH's wire format, as far as keys and signatures need it. */
import { createPublicKey, type KeyObject } from "node:crypto";

/** Reads strings of four bytes of length and that many bytes; throws past the end. */
export class WireReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(length: number): Buffer {
    const end = this.#position + length;
    if (end > this.#bytes.length) throw new RangeError("It ends too early.");
    const taken = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return taken;
  }

  number(): number {
    return this.take(4).readUInt32BE();
  }

  string(): Buffer {
    return this.take(this.number());
  }

  text(): string {
    return this.string().toString("latin1");
  }

  end(): void {
    if (this.#position !== this.#bytes.length) throw new RangeError("There is more than there should be.");
  }
}

export function wireString(value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

export interface SshKey {
  readonly type: string;
  readonly key: KeyObject;
  /** Of keys in hardware: what the key was made for. */
  readonly application?: Buffer;
}

const curves: Readonly<Record<string, string>> = { nistp256: "P-256", nistp384: "P-384", nistp521: "P-521" };

/** @param blob a public key as SSH writes it. @returns the key; undefined for a type that is not known. @throws for malformed ones. */
export function readSshKey(blob: Buffer): SshKey | undefined {
  const reader = new WireReader(blob);
  const type = reader.text();
  const hardware = type.startsWith("sk-");
  const key = keyOf(type.replace(/^sk-/, "").replace(/@openssh\.com$/, ""), reader);
  if (key === undefined) return undefined;
  const application = hardware ? reader.string() : undefined;
  reader.end();
  return { type, key, ...(application && { application }) };
}

function keyOf(type: string, reader: WireReader): KeyObject | undefined {
  if (type === "ssh-ed25519") return fromJwk({ kty: "OKP", crv: "Ed25519", x: base64url(reader.string()) });
  if (type === "ssh-rsa") {
    const e = base64url(reader.string());
    return fromJwk({ kty: "RSA", e, n: base64url(withoutSign(reader.string())) });
  }
  if (!type.startsWith("ecdsa-sha2-")) return undefined;
  const crv = curves[reader.text()];
  const point = reader.string();
  const half = (point.length - 1) / 2;
  if (crv === undefined || point[0] !== 4) return undefined;
  return fromJwk({ kty: "EC", crv, x: base64url(point.subarray(1, 1 + half)), y: base64url(point.subarray(1 + half)) });
}

function fromJwk(jwk: Record<string, string>): KeyObject {
  return createPublicKey({ key: jwk, format: "jwk" });
}

function withoutSign(integer: Buffer): Buffer {
  return integer[0] === 0 ? integer.subarray(1) : integer;
}

function base64url(bytes: Buffer): string {
  return bytes.toString("base64url");
}
