/** Certificates for tests: Node can read X.509 and cannot write it, so these few fields are encoded here. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export interface CertificateRequest {
  readonly commonName: string;
  readonly organization?: string;
  /** DNS names and IPv4 or IPv6 addresses. */
  readonly names?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly authority?: boolean;
}

export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly privateKey: KeyObject;
  readonly publicKeyDer: Buffer;
  readonly commonName: string;
}

const OID = {
  commonName: "550403",
  organization: "55040a",
  ecdsaWithSha256: "2a8648ce3d040302",
  basicConstraints: "551d13",
  subjectAltName: "551d11",
  subjectKeyId: "551d0e",
} as const;

/** Issues a certificate with a fresh P-256 key; without an issuer it signs itself. */
export function issueCertificate(request: CertificateRequest, issuer?: IssuedCertificate): IssuedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const publicKeyDer = publicKey.export({ type: "spki", format: "der" });
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(issuer?.commonName ?? request.commonName, issuer ? undefined : request.organization),
    sequence(
      time(request.notBefore ?? new Date("2020-01-01T00:00:00Z")),
      time(request.notAfter ?? new Date("2049-01-01T00:00:00Z")),
    ),
    nameOf(request.commonName, request.organization),
    publicKeyDer,
    tagged(3, sequence(...extensions(request, publicKeyDer))),
  );
  const signature = sign("sha256", body, issuer?.privateKey ?? privateKey);
  const der = sequence(body, algorithm, encode(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    certificate: pem("CERTIFICATE", der),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    privateKey,
    publicKeyDer,
    commonName: request.commonName,
  };
}

/** A certificate authority and a serving certificate for 127.0.0.1, ::1 and localhost. Each authority has a name of its own: several may be trusted at once. */
export function issueServer(names: readonly string[] = ["127.0.0.1", "::1", "localhost"]): {
  readonly authority: IssuedCertificate;
  readonly server: IssuedCertificate;
} {
  const authority = issueCertificate({ commonName: `test authority ${randomBytes(6).toString("hex")}`, authority: true });
  return { authority, server: issueCertificate({ commonName: "test server", names }, authority) };
}

function extensions({ names = [], authority = false }: CertificateRequest, publicKeyDer: Buffer): Buffer[] {
  const keyId = createHash("sha1").update(publicKeyDer).digest();
  const list = [
    extension(OID.basicConstraints, authority ? sequence(encode(0x01, Buffer.from([0xff]))) : sequence(), true),
    extension(OID.subjectKeyId, encode(0x04, keyId)),
  ];
  if (names.length > 0) list.push(extension(OID.subjectAltName, sequence(...names.map(alternativeName))));
  return list;
}

function alternativeName(name: string): Buffer {
  if (name.includes(":")) return encode(0x87, ipv6Bytes(name));
  if (/^[\d.]+$/.test(name)) return encode(0x87, Buffer.from(name.split(".").map(Number)));
  return encode(0x82, Buffer.from(name, "ascii"));
}

function ipv6Bytes(address: string): Buffer {
  const [head = "", tail] = address.split("::");
  const groups = (text: string) => text.split(":").filter(Boolean);
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const middle = new Array<string>(8 - left.length - right.length).fill("0");
  return Buffer.from([...left, ...middle, ...right].map((group) => group.padStart(4, "0")).join(""), "hex");
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [encode(0x01, Buffer.from([0xff]))] : []), encode(0x04, value));
}

function nameOf(commonName: string, organization?: string): Buffer {
  const part = (id: string, text: string) => encode(0x31, sequence(oid(id), encode(0x0c, Buffer.from(text, "utf8"))));
  return sequence(...(organization ? [part(OID.organization, organization)] : []), part(OID.commonName, commonName));
}

function time(date: Date): Buffer {
  return encode(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`, "ascii"));
}

function tagged(number: number, content: Buffer): Buffer {
  return encode(0xa0 + number, content);
}

function integer(bytes: Buffer): Buffer {
  return encode(0x02, bytes);
}

function oid(hex: string): Buffer {
  return encode(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: Buffer[]): Buffer {
  return encode(0x30, Buffer.concat(parts));
}

function encode(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, 0x80 + bytes.length, ...bytes]), content]);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
