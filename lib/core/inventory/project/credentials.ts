/**
 * Recognises what looks like a credential, and says only which kind. The value goes no further than this module.
 * Two patterns of evidence: `name:…` (what the entry is called) and `value:…` (what the value looks like).
 */
const namePatterns: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["password", /(^|[._-])(password|passwd|pwd|passphrase|pass)($|[._-])/i],
  ["secret-key", /(^|[._-])(secret[._-]?(access[._-]?)?key|client[._-]?secret|secret)($|[._-])/i],
  ["api-key", /(^|[._-])api[._-]?key($|[._-])/i],
  ["access-key", /(^|[._-])access[._-]?key([._-]id)?($|[._-])/i],
  ["private-key", /(^|[._-])private[._-]?key($|[._-])/i],
  ["token", /(^|[._-])(access[._-]?|auth[._-]?|bearer[._-]?|refresh[._-]?)?token($|[._-])/i],
  ["credentials", /(^|[._-])(credential|credentials)($|[._-])/i],
];

/** Names that hold one of the words above and yet hold no credential: where it is, how long it lives, what it is called. */
const harmlessName =
  /(^|[._-])(file|path|dir|url|uri|endpoint|host|ttl|expiry|expiration|duration|timeout|length|policy|name|ref|type|mode|enabled|issuer|audience|header|count|limit|limits|max|min|size|id|version|rotation|provider|class|store|mount|backend|manager)$/i;

const valuePatterns: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["private-key", /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
  ["aws-access-key-id", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["github-token", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})/],
  ["gitlab-token", /\bglpat-[A-Za-z0-9_-]{20}/],
  ["slack-token", /\bxox[abprs]-[A-Za-z0-9-]{10}/],
  ["google-api-key", /\bAIza[A-Za-z0-9_-]{35}/],
  ["stripe-key", /\b[rs]k_live_[A-Za-z0-9]{16}/],
  ["json-web-token", /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/],
  ["url-with-password", /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,100}:[^\s:/@]{1,200}@/i],
];

/** Values longer than this are judged by their beginning: the patterns stand there, and a look must stay cheap. */
const judgedLength = 16_384;

/** @returns `FOO_BAR`, `foo-bar` and `fooBar` alike as words with separators, so that one pattern fits all. */
function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
}

/** The shell's own variables. */
const workingDirectory = /^(old)?pwd$/i;
/** Keys that are names of files say nothing about one value. */
const fileName = /\.(ya?ml|json|conf|cfg|ini|properties|toml|xml|sh|py|js|rb|lua|sql|md|txt|tmpl|tpl|rego|crt|pem|csr)$/i;

/** @returns `name:password` and the like, or undefined. */
export function credentialOfName(name: string): string | undefined {
  if (workingDirectory.test(name) || fileName.test(name)) return undefined;
  const spelled = words(name.slice(0, 253));
  if (harmlessName.test(spelled) && !/access[._-]?key[._-]id$/i.test(spelled)) return undefined;
  const found = namePatterns.find(([, pattern]) => pattern.test(spelled));
  return found && `name:${found[0]}`;
}

/** The shortest of them, `url-with-password`, has at least this many characters. */
const shortestCredential = 8;

/** @returns `value:private-key` and the like, or undefined. A reference such as `$(NAME)` or `${NAME}` is no credential. */
export function credentialOfValue(value: string): string | undefined {
  if (value.length < shortestCredential) return undefined;
  const judged = value.slice(0, judgedLength);
  const found = valuePatterns.find(([, pattern]) => pattern.test(judged));
  return found && `value:${found[0]}`;
}

/** @returns whether a value is there at all and is not a mere reference, a switch or a number. */
export function couldBeSecret(value: string): boolean {
  const trimmed = value.trim();
  return trimmed.length > 0 && !/^\$[({][^)}]*[)}]$/.test(trimmed) && !/^(true|false|yes|no|none|null|\d{1,5})$/i.test(trimmed);
}

/** @returns the kind of credential of an entry with its value: the value's own look is the better evidence. */
export function credentialOf(name: string, value: string): string | undefined {
  if (!couldBeSecret(value)) return undefined;
  return credentialOfValue(value) ?? credentialOfName(name);
}
