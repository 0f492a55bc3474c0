import { checkTester } from "../tester.ts";
import ingressWithoutTls from "./ingress-without-tls.ts";
import { ingress } from "./worlds.ts";

const rules = [{ host: "shop.example" }, { host: "api.shop.example" }];

checkTester(ingressWithoutTls, {
  pass: [
    {
      name: "each host is named, one by a wildcard",
      objects: [ingress("a", { rules, tls: [{ hosts: ["shop.example", "*.shop.example"] }] })],
    },
    { name: "an entry for all hosts", objects: [ingress("a", { rules, tls: [{ secretName: "c" }] })] },
    {
      name: "a certificate that the cloud's controller is told of",
      objects: [ingress("a", { rules }, { "networking.gke.io/managed-certificates": "shop" })],
    },
  ],
  fail: [
    {
      name: "one of two hosts",
      objects: [ingress("a", { rules, tls: [{ hosts: ["shop.example"] }] })],
      finds: [
        { message: "hosts", object: "Ingress shop/a", title: "Ingress shop/a serves api.shop.example without declaring TLS" },
      ],
    },
    {
      name: "a wildcard reaches one level, and no host at all",
      objects: [ingress("a", { rules: [{ host: "a.b.example" }], tls: [{ hosts: ["*.example"] }] }), ingress("b", {})],
      finds: [
        { message: "hosts", object: "Ingress shop/a" },
        { message: "hosts", object: "Ingress shop/b", title: "Ingress shop/b serves every host without declaring TLS" },
      ],
    },
  ],
  notAssessed: [
    { name: "Ingresses were not seen", objects: [], unseen: ["ingresses.networking.k8s.io"] },
    { name: "an older inventory", objects: [ingress("a", { rules, tls: [{ secretName: "c" }] })], version: 6 },
  ],
});
