import { describe, expect, it } from "vitest";
import { environmentProxy } from "./environment-proxy.ts";

const proxy = "http://proxy.example.com:3128";
const server = "https://api.prod.example.com:6443";

const cases: readonly (readonly [server: string, env: Record<string, string>, expected: string | undefined])[] = [
  [server, {}, undefined],
  [server, { HTTPS_PROXY: proxy }, proxy],
  [server, { https_proxy: proxy }, proxy],
  [server, { HTTP_PROXY: proxy }, undefined],
  [server, { HTTPS_PROXY: "proxy.example.com:3128" }, proxy],
  ["http://api.example.com", { HTTP_PROXY: proxy }, proxy],
  ["https://localhost:6443", { HTTPS_PROXY: proxy }, undefined],
  ["https://127.0.0.1:6443", { HTTPS_PROXY: proxy }, undefined],
  ["https://[::1]:6443", { HTTPS_PROXY: proxy }, undefined],
  [server, { HTTPS_PROXY: proxy, NO_PROXY: "*" }, undefined],
  [server, { HTTPS_PROXY: proxy, NO_PROXY: "other.org, example.com" }, undefined],
  [server, { HTTPS_PROXY: proxy, NO_PROXY: ".example.com" }, undefined],
  [server, { HTTPS_PROXY: proxy, NO_PROXY: "*.example.com" }, undefined],
  [server, { HTTPS_PROXY: proxy, NO_PROXY: "ample.com" }, proxy],
  ["https://example.com", { HTTPS_PROXY: proxy, NO_PROXY: ".example.com" }, proxy],
  [server, { HTTPS_PROXY: proxy, NO_PROXY: "example.com:6443" }, undefined],
  [server, { HTTPS_PROXY: proxy, NO_PROXY: "example.com:443" }, proxy],
  ["https://10.1.2.3:6443", { HTTPS_PROXY: proxy, NO_PROXY: "10.0.0.0/8" }, undefined],
  ["https://11.1.2.3:6443", { HTTPS_PROXY: proxy, NO_PROXY: "10.0.0.0/8" }, proxy],
  ["https://10.1.2.3:6443", { HTTPS_PROXY: proxy, NO_PROXY: "10.1.2.3" }, undefined],
  ["https://[fd00::1]:6443", { HTTPS_PROXY: proxy, NO_PROXY: "fd00::1" }, undefined],
  ["https://[fd00::1]:6443", { HTTPS_PROXY: proxy, NO_PROXY: "10.0.0.0/8" }, proxy],
];

describe("environmentProxy", () => {
  it.each(cases)("%s with %j goes through %s", (address, env, expected) => {
    expect(environmentProxy(address, env)).toBe(expected);
  });
});
