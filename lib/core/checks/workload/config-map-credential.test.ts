import { checkTester } from "../tester.ts";
import configMapCredential from "./config-map-credential.ts";

const configMap = (name: string, data: Record<string, string>) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { namespace: "shop", name },
  data,
});
const pem = (label: string) => `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----`;

checkTester(configMapCredential, {
  pass: [
    {
      name: "settings",
      objects: [configMap("web", { LOG_LEVEL: "debug", "app.yaml": "tokenTtl: 3600", password_policy: "long" })],
    },
    { name: "a certificate, which is public", objects: [configMap("kube-root-ca.crt", { "ca.crt": pem("CERTIFICATE") })] },
  ],
  fail: [
    {
      name: "a private key",
      objects: [configMap("tls", { "server.pem": pem("RSA PRIVATE KEY"), LOG_LEVEL: "info" })],
      finds: [
        {
          message: "value",
          object: "ConfigMap shop/tls",
          title: "ConfigMap shop/tls holds what looks like a credential in server.pem: private-key",
        },
      ],
    },
    {
      name: "a key that says so",
      objects: [configMap("web", { dbPassword: "correct horse" })],
      finds: [{ message: "name", object: "ConfigMap shop/web", path: "data" }],
    },
  ],
  notAssessed: [{ name: "ConfigMaps of one namespace were not seen", objects: [], dark: { configmaps: ["hidden"] } }],
});
