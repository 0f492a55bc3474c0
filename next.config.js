const always = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
];

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Type errors are found by `tsc`, once, for everything.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "pino",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@kubernetes/client-node",
    "undici",
    "elkjs",
  ],
  // Next hides a last `.rsc` of a path from the proxy, and renders it: no report has such an address.
  rewrites: async () => ({ beforeFiles: [{ source: "/r/:path(.*\\.rsc)", destination: "/r/-/closed" }] }),
  headers: async () => [
    { source: "/:path*", headers: always },
    {
      source: "/api/:path*",
      headers: [{ key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
};
