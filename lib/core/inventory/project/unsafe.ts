/**
 * Arguments and environment variables that switch a protection off: the check of certificates, or the sign-in of a dashboard.
 * Only their names are kept.
 */
import { type Fields, objects, scalar, text, texts } from "./read.ts";

/** A name in lower case without separators that asks for TLS without a check, whichever program it is of. */
const skipsTls =
  /insecureskip(tls)?verif|skip(tls|ssl)verif|(tls|ssl)skipverif|(tls|ssl)(insecure|noverif|notverif)|insecure(tls|ssl)|kubeletinsecuretls|nocheckcertificate|no(tls|ssl|certificate)verif|(disable|no)(tls|ssl)(verif|check)|noverify(tls|ssl)/;
const skipsLogin = /^(enable)?skiplogin$|^(authmode|authmodes)none$|^disableauthentication$/;

/** Variables that programs and languages read, with the values that switch the check off. */
const variables: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  PYTHONHTTPSVERIFY: /^0$/,
  GIT_SSL_NO_VERIFY: /^(1|true)$/i,
  VAULT_SKIP_VERIFY: /^(1|true|t)$/i,
  GODEBUG: /(^|,)(x509ignoreCN=0|x509sha1=1|x509md5=1|x509negativeserial=1|tls10server=1|tls3des=1|tlsrsakex=1)(,|$)/,
  GRPC_GO_REQUIRE_TRANSPORT_SECURITY: /^false$/i,
};

/** In a line of shell, the switch that lets curl or wget take any certificate. */
const inShell =
  /\bcurl\b[^|;&\n]{0,400}?\s(-[a-zA-Z]*k[a-zA-Z]*|--insecure)(\s|$)|\bwget\b[^|;&\n]{0,400}?\s--no-check-certificate\b/;
const longestShell = 16_384;

const off = /^(false|0|no|off)$/i;

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** @returns the names of a container's arguments and variables that switch a protection off, or undefined where there are none. */
export function projectUnsafe(container: Fields): readonly string[] | undefined {
  const words = [...texts(container.command, "containers.command"), ...texts(container.args, "containers.args")];
  const found = new Set<string>();
  for (const word of words) {
    const flag = word.length < 200 ? /^(--?[a-zA-Z][\w.-]*)(?:=([\s\S]*))?$/.exec(word) : null;
    if (flag?.[1] !== undefined && isUnsafe(flag[1], flag[2])) found.add(flag[1]);
    else if (word.length > 4 && inShell.test(word.slice(0, longestShell))) found.add(word.includes("wget") ? "wget" : "curl");
  }
  if (words[0]?.endsWith("curl") && words.some((word) => word === "-k" || word === "--insecure")) found.add("curl");
  for (const entry of objects(container.env, "containers.env")) {
    const name = text(entry.name, "containers.env.name") ?? "";
    if (isUnsafeVariable(name, scalar(entry.value, "containers.env.value") ?? "")) found.add(name);
  }
  return found.size === 0 ? undefined : [...found].sort();
}

function isUnsafe(name: string, value: string | undefined): boolean {
  if (value !== undefined && off.test(value)) return false;
  const joined = plain(name);
  return skipsTls.test(joined) || skipsLogin.test(joined) || skipsLogin.test(`${joined}${plain(value ?? "").slice(0, 20)}`);
}

function isUnsafeVariable(name: string, value: string): boolean {
  const known = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (known !== undefined) return known.test(value);
  return value !== "" && /^(1|true|yes|on)$/i.test(value) && skipsTls.test(plain(name));
}
