/** Git's file of allowed signers: which SSH keys speak for whom. */
import { err, type Failure, ok, type Result } from "../../result.ts";
import { fingerprintOfSsh } from "./ssh-signature.ts";
import { readSshKey } from "./ssh-wire.ts";

export interface AllowedSshSigner {
  /** The names that the key speaks for, such as addresses. */
  readonly principals: string;
  /** As ssh-keygen prints it: `SHA256:` and base64. */
  readonly fingerprint: string;
  /** Empty for any. */
  readonly namespaces: readonly string[];
}

const keyType = /^(?:sk-)?(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521))(?:@openssh\.com)?$/;

/** @returns the signers; a line that cannot be read, names an authority or is bound to a time is refused with its number. */
export function readAllowedSigners(text: string): Result<readonly AllowedSshSigner[], Failure<"allowed-signers">> {
  const signers: AllowedSshSigner[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const signer = readLine(line.trim());
    if (typeof signer === "string") {
      const remedy = "Write it as ssh-keygen's ALLOWED SIGNERS: names, options, type and key.";
      return err({ code: "allowed-signers", message: signer, remedy, path: `line ${index + 1}` });
    }
    signers.push(signer);
  }
  return ok(signers);
}

function readLine(line: string): AllowedSshSigner | string {
  const words = line.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const place = words.findIndex((word, index) => index > 0 && keyType.test(word));
  const [principals, blob] = [words[0], words[place + 1]];
  if (place < 1 || principals === undefined || blob === undefined) return "There is no key of a known type in it.";
  const options = words.slice(1, place).flatMap((word) => word.match(/[a-z-]+(?:="[^"]*")?/gi) ?? []);
  const other = options.find((option) => !option.toLowerCase().startsWith("namespaces="));
  if (other !== undefined) return `The option ${other.split("=")[0]} is not supported.`;
  const namespaces = options.flatMap((option) => option.slice("namespaces=".length).replaceAll('"', "").split(","));
  return signerOf({ principals: principals.replaceAll('"', ""), namespaces, blob: Buffer.from(blob, "base64") });
}

function signerOf({ blob, ...rest }: { principals: string; namespaces: string[]; blob: Buffer }): AllowedSshSigner | string {
  try {
    return readSshKey(blob) === undefined ? "The key's type is not supported." : { ...rest, fingerprint: fingerprintOfSsh(blob) };
  } catch {
    return "The key cannot be read.";
  }
}
