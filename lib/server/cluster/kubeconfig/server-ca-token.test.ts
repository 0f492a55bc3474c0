import { describe, expect, it } from "vitest";
import { issueCertificate } from "#test/tls/certificates.ts";
import { parseServerCaToken } from "./server-ca-token.ts";

const { certificate } = issueCertificate({ commonName: "authority", authority: true });

describe("server, authority and token", () => {
  it("gives what a kubeconfig of the same would", () => {
    const base64 = Buffer.from(certificate).toString("base64");
    for (const ca of [certificate, base64, `\n${base64.replace(/(.{76})/g, "$1\n")}\n`])
      expect(
        parseServerCaToken({ server: "https://a.example:6443/", ca, token: " t \n", tlsServerName: "B.example" }),
      ).toMatchObject({
        ok: true,
        value: {
          name: "a.example",
          endpoint: { url: "https://a.example:6443" },
          caData: certificate,
          tlsServerName: "b.example",
          credential: { kind: "token", token: "t" },
          facts: { endless: true },
        },
      });
  });

  it("takes no authority for the public ones", () => {
    const parsed = parseServerCaToken({ server: "https://a.example", ca: " ", token: "t", tlsServerName: "" });
    expect(parsed.ok && Object.keys(parsed.value)).toEqual(["name", "endpoint", "credential", "facts", "ignored"]);
  });

  it("refuses everything that is wrong at once, by the name of its field", () => {
    const parsed = parseServerCaToken({ server: "http://a.example", ca: "x", token: "a b", tlsServerName: "a b" });
    expect(parsed.ok ? [] : parsed.error.map(({ code, path }) => [path, code])).toEqual([
      ["server", "endpointNotHttps"],
      ["ca", "authorityInvalid"],
      ["token", "tokenInvalid"],
      ["tlsServerName", "fieldInvalid"],
    ]);
  });

  it("refuses a token that has ended", () => {
    const token = `e30.${Buffer.from('{"exp":1}').toString("base64url")}.x`;
    expect(parseServerCaToken({ server: "https://a.example", token }, { now: new Date() })).toMatchObject({
      ok: false,
      error: [{ code: "tokenExpired" }],
    });
  });
});
