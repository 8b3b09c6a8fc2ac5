import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { lanAddress, reachLines } from "./network-urls.ts";

function ip(address: string, internal = false): NetworkInterfaceInfo {
  const family = address.includes(":") ? "IPv6" : "IPv4";
  const common = { address, internal, mac: "00:00:00:00:00:00", netmask: "", cidr: null };
  return family === "IPv4" ? { ...common, family } : { ...common, family, scopeid: 0 };
}

const home = { lo: [ip("127.0.0.1", true), ip("::1", true)], wlan0: [ip("fe80::1"), ip("192.168.1.20")] };

describe("the address for others in the network", () => {
  it.each([
    ["none where there is only loopback", { lo: [ip("127.0.0.1", true)] }, null],
    ["none where there is IPv6 alone", { eth0: [ip("2001:db8::5")] }, null],
    ["the one of the network", home, "192.168.1.20"],
    ["not the one of containers", { docker0: [ip("172.17.0.1")], eth0: [ip("10.0.0.7")] }, "10.0.0.7"],
    ["a private one rather than a public one", { eth0: [ip("203.0.113.5")], eth1: [ip("172.20.0.3")] }, "172.20.0.3"],
    ["a public one rather than that of a tunnel", { tun0: [ip("10.8.0.2")], eth0: [ip("203.0.113.5")] }, "203.0.113.5"],
    ["one that nobody gave only in need", { eth0: [ip("169.254.3.4")], docker0: [ip("172.17.0.1")] }, "172.17.0.1"],
  ])("is %s", (_, interfaces, address) => {
    expect(lanAddress(interfaces)).toBe(address);
  });
});

describe("below the URL", () => {
  const options = { port: 7860, publicUrl: null, interfaces: home, terminal: false };

  it.each(["127.0.0.1", "localhost", "::1", "127.0.0.9"])("nothing is printed on %s", (host) => {
    expect(reachLines({ ...options, host, terminal: true })).toEqual([]);
  });

  it.each([
    ["0.0.0.0", "On this network: http://192.168.1.20:7860"],
    ["::", "On this network: http://192.168.1.20:7860"],
    ["10.1.2.3", "On this network: http://10.1.2.3:7860"],
    ["2001:db8::5", "On this network: http://[2001:db8::5]:7860"],
  ])("the address for others is printed on %s", (host, line) => {
    expect(reachLines({ ...options, host })).toEqual([line]);
  });

  it("a QR code of the same address is added on a terminal", () => {
    const [line, code] = reachLines({ ...options, host: "0.0.0.0", terminal: true });
    expect(line).toBe("On this network: http://192.168.1.20:7860");
    expect(code).toMatch(/^[\s▀▄█]+$/u);
    const other = reachLines({ ...options, host: "0.0.0.0", terminal: true, port: 7861 })[1];
    expect(other).not.toBe(code);
  });

  it("the public address counts where there is one", () => {
    expect(reachLines({ ...options, host: "0.0.0.0", publicUrl: "https://demo.example/app" })).toEqual([
      "Public address: https://demo.example/app",
    ]);
  });
});
