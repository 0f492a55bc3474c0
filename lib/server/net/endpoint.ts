/** The address of an API server, parsed once with the WHATWG parser. Decides what is well formed; the guard decides what may be dialled. */
import { err, type Failure, ok, type Result } from "#core/result.ts";

export interface ClusterEndpoint {
  /** `https://host[:port][/prefix]`, canonical, without a trailing slash. */
  readonly url: string;
  readonly origin: string;
  /** A name in ASCII or an address; IPv6 without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Empty, or the path in front of the API, as Rancher has it: `/k8s/clusters/c-abc`. */
  readonly pathPrefix: string;
}

export type EndpointCode =
  | "endpointInvalid"
  | "endpointNotHttps"
  | "endpointUserinfo"
  | "endpointQuery"
  | "endpointLinkLocal"
  | "endpointLoopback"
  | "endpointOwn"
  | "endpointForeign"
  | "endpointPrivate"
  | "endpointReserved";

export type EndpointFailure = Failure<EndpointCode>;

const MAX_LENGTH = 2_048;
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;
const PREFIX = /^(\/[A-Za-z0-9._~-]+)*$/;

/** Parses the address of an API server. @returns the canonical endpoint, or why it is refused; nothing is looked up. */
export function parseEndpoint(text: string): Result<ClusterEndpoint, EndpointFailure> {
  const trimmed = text.trim();
  const url = readUrl(trimmed);
  if (!url) return invalid("The server is not an https:// address.");
  if (url.protocol !== "https:")
    return refuse(
      "endpointNotHttps",
      "The server's address does not begin with https://.",
      "Use the cluster's https:// address.",
    );
  if (url.username || url.password || AUTHORITY.exec(trimmed)?.[1]?.includes("@"))
    return refuse(
      "endpointUserinfo",
      "The server's address carries a user name or password.",
      "Remove what stands before the @, and give a token or a client certificate.",
    );
  if (trimmed.includes("?") || trimmed.includes("#"))
    return refuse(
      "endpointQuery",
      "The server's address carries a query or a fragment.",
      "Remove everything from the ? or # on.",
    );
  const pathPrefix = url.pathname.replace(/\/+$/, "");
  if (!PREFIX.test(pathPrefix)) return invalid("The path of the server's address has characters that no API server needs.");
  const port = url.port === "" ? 443 : Number(url.port);
  if (port === 0) return invalid("The server's address names port 0.");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return ok({ url: url.origin + pathPrefix, origin: url.origin, host, port, pathPrefix });
}

function readUrl(text: string): URL | undefined {
  if (text.length > MAX_LENGTH || /[\p{Cc}\p{Cf}\s\\]/u.test(text) || !AUTHORITY.test(text)) return undefined;
  return URL.parse(text) ?? undefined;
}

function invalid(message: string) {
  return refuse("endpointInvalid", message, "Give the address as kubectl has it, such as https://api.example.com:6443.");
}

function refuse(code: EndpointCode, message: string, remedy: string) {
  return err<EndpointFailure>({ code, message, remedy, path: "server" });
}
