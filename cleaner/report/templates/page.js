// The report on one document: reasons on request, labels that toggle, corrections that can be taken along.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const list = document.querySelector(".blocks");
  const groupNames = { kept: "kept", request: "kept on request", removed: "removed" };
  const corrected = new Map(); // number of a block to its right label
  const numberOf = (item) => Number(item.id.slice(1));
  const item = (number) => document.getElementById(`b${number}`);
  const block = (number) => data.blocks[number - 1];
  const groupOf = (label) => data.groups[label] ?? "removed";
  const labelOf = (number) => corrected.get(number) ?? block(number).label;
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  root.classList.add("js");
  for (const tag of list.querySelectorAll(".tag")) tag.setAttribute("aria-expanded", "false");

  // Where a block stands in the sketch and in the clean text.
  let here = 0;
  const point = (number) => {
    for (const marked of document.querySelectorAll(".here")) marked.classList.remove("here");
    here = number;
    for (const marked of document.querySelectorAll(`[data-block="${number}"]`)) marked.classList.add("here");
    const span = document.querySelector("#paragraphs .here");
    const pane = document.getElementById("text");
    if (span && getComputedStyle(pane).position === "sticky") {
      pane.scrollTop += span.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
    }
  };

  const unfold = (number) => {
    for (let next = number; item(next)?.classList.contains("folded"); next += 1) item(next).classList.add("unfolded");
  };

  const runStart = (number) => {
    while (item(number - 1)?.classList.contains("folded")) number -= 1;
    return number;
  };

  const reveal = (number) => {
    if (item(number).classList.contains("folded")) {
      const start = runStart(number);
      unfold(start);
      list.querySelector(`[data-unfold="${start - 1}"]`)?.parentElement.remove();
    }
    const toggle = document.querySelector(`[data-toggle="${labelOf(number)}"]`);
    if (toggle?.getAttribute("aria-pressed") === "false") toggle.click();
  };

  const show = (number, open) => {
    const element = item(number);
    if (open && !element.querySelector(".correct")) element.querySelector(".why").append(control(number));
    element.classList.toggle("open", open);
    element.querySelector(".tag").setAttribute("aria-expanded", String(open));
    if (open) point(number);
  };

  // The means to set a verdict right, made when a block is opened for the first time.
  const control = (number) => {
    const select = make("select");
    for (const [group, name] of Object.entries(groupNames)) {
      const labels = Object.keys(data.groups).filter((label) => data.groups[label] === group);
      const options = labels.map((label) => make("option", { value: label, textContent: label }));
      select.append(make("optgroup", { label: `${data.signs[group]} ${name}` }, ...options));
    }
    select.value = labelOf(number);
    select.addEventListener("change", () => correct(number, select.value));
    const flip = make("button", { type: "button", textContent: "Flip the verdict" });
    flip.addEventListener("click", () => correct(number, flipped(number)));
    return make("div", { className: "correct" }, make("label", {}, "Right label ", select), flip);
  };

  const flipped = (number) => {
    const original = block(number).label;
    if (corrected.has(number)) return original;
    if (groupOf(original) === "kept") return "other";
    return block(number).kind === "heading" ? "heading" : "body";
  };

  const correct = (number, label) => {
    if (label === block(number).label) corrected.delete(number);
    else corrected.set(number, label);
    paint(number);
    write();
    const count = corrected.size;
    const all = count === 1 ? "1 correction" : `${count} corrections`;
    document.getElementById("corrections").hidden = count === 0;
    document.getElementById("status").textContent = `${all}. Block ${number} is ${label}, ${groupNames[groupOf(label)]}.`;
  };

  const paint = (number) => {
    const element = item(number);
    const label = labelOf(number);
    const group = groupOf(label);
    for (const name of [...element.classList]) if (/^[gl]-/.test(name)) element.classList.remove(name);
    element.classList.add(`g-${group}`, `l-${label}`);
    element.classList.toggle("corrected", corrected.has(number));
    element.querySelector(".sign").textContent = data.signs[group];
    element.querySelector(".word").textContent = label;
    const was = corrected.has(number) ? `, corrected from ${block(number).label}` : "";
    element.querySelector(".tag").setAttribute("aria-label", `${label}, ${groupNames[group]}${was}: why block ${number}?`);
    const select = element.querySelector("select");
    if (select) select.value = label;
    const box = document.querySelector(`rect[data-block="${number}"]`);
    if (box) box.setAttribute("class", `s-${group}${number === here ? " here" : ""}`);
  };

  // The text as the corrections would have it.
  const paragraphs = () => {
    const found = [];
    let joined = false;
    data.blocks.forEach((entry, index) => {
      joined = joined && entry.joined;
      if (groupOf(labelOf(index + 1)) !== "kept" || !entry.text) return;
      if (joined) {
        const before = found.at(-1).at(-1);
        const blank = before.closed && !entry.bulleted ? "" : " ";
        const between = entry.kind === "row" ? "\n" : blank;
        found.at(-1).push({ number: index + 1, text: between + entry.text, closed: entry.closed });
      } else {
        found.push([{ number: index + 1, text: entry.text, closed: entry.closed }]);
      }
      joined = true;
    });
    return found;
  };

  const write = () => {
    const made = paragraphs().map((paragraph) =>
      make("p", { dir: "auto" }, ...paragraph.map(({ number, text }) => {
        const span = make("span", { textContent: text });
        span.dataset.block = number;
        return span;
      })),
    );
    const none = make("p", { className: "empty", textContent: "Nothing is kept." });
    document.getElementById("paragraphs").replaceChildren(...(made.length ? made : [none]));
    if (here) point(here);
  };

  // A click on a block, its label, the sketch or the clean text; the keys.
  list.addEventListener("click", (event) => {
    const more = event.target.closest("[data-unfold]");
    if (more) {
      const first = Number(more.dataset.unfold) + 1;
      unfold(first);
      more.parentElement.remove();
      item(first).querySelector(".tag").focus();
      return;
    }
    const target = event.target.closest(".tag, .said");
    if (!target || (target.matches(".said") && !getSelection().isCollapsed)) return;
    const element = target.closest(".block");
    show(numberOf(element), !element.classList.contains("open"));
  });

  const go = (number) => {
    if (!item(number)) return;
    reveal(number);
    show(number, true);
    item(number).scrollIntoView({ block: "center" });
    item(number).querySelector(".tag").focus({ preventScroll: true });
  };
  for (const place of document.querySelectorAll(".sketch svg, #paragraphs")) {
    place.addEventListener("click", (event) => {
      const found = event.target.closest("[data-block]");
      if (found && getSelection().isCollapsed) go(Number(found.dataset.block));
    });
  }

  const visible = (element) => element.classList.contains("block") && element.offsetParent !== null;
  const step = (from, way, wanted = visible) => {
    for (let next = from[way]; next; next = next[way]) {
      if (wanted(next)) {
        next.querySelector(".tag").focus();
        point(numberOf(next));
        return;
      }
    }
  };
  const down = "nextElementSibling";
  const up = "previousElementSibling";
  list.addEventListener("keydown", (event) => {
    const tag = event.target.closest(".tag");
    const element = event.target.closest(".block");
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      show(numberOf(element), false);
      element.querySelector(".tag").focus();
      return;
    }
    if (!tag) return;
    const keys = {
      j: () => step(element, down), ArrowDown: () => step(element, down),
      k: () => step(element, up), ArrowUp: () => step(element, up),
      n: () => step(element, down, (next) => visible(next) && next.classList.contains("g-removed")),
      f: () => correct(numberOf(element), flipped(numberOf(element))),
    };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  for (const toggle of document.querySelectorAll("[data-toggle]")) {
    toggle.addEventListener("click", () => {
      const shown = toggle.getAttribute("aria-pressed") === "false";
      toggle.setAttribute("aria-pressed", String(shown));
      list.classList.toggle(`without-${toggle.dataset.toggle}`, !shown);
    });
  }
  const follow = () => {
    const number = /^#b(\d+)$/.exec(location.hash)?.[1];
    if (number) go(Number(number));
  };
  addEventListener("hashchange", follow);
  follow();

  document.getElementById("undo").addEventListener("click", () => {
    const numbers = [...corrected.keys()];
    corrected.clear();
    numbers.forEach(paint);
    write();
    document.getElementById("status").textContent = "No corrections";
    document.getElementById("corrections").hidden = true;
    list.querySelector(".tag")?.focus();
  });

  // What can be taken along: a fixture, and rules to begin with.
  const save = (name, blob) => {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  const bytes = (text) => new TextEncoder().encode(text);
  // JSON's strings are TOML's basic strings, but for two things that a file in UTF-8 or TOML may not hold.
  const quoted = (text) => JSON.stringify(text.replace(/\x7f/g, "").toWellFormed());
  const numbers = () => [...corrected.keys()].sort((one, other) => one - other);

  const labels = () => {
    const rows = data.blocks.map((entry, index) => `${entry.line}\t${labelOf(index + 1)}\t${entry.shown}\t\n`);
    return ["line\tlabel\ttext\ttruth\n", ...rows].join("");
  };
  const expected = () =>
    `${paragraphs().map((paragraph) => paragraph.map(({ text }) => text).join("")).join("\n\n")}\n`;
  const about = () => {
    const traps = numbers().map((number) => {
      const { label, shown } = block(number);
      return quoted(`line ${block(number).line} is ${labelOf(number)}, not ${label}: ${shown}`);
    });
    const lines = [
      `title = ${quoted(data.title)}`,
      `language = ${quoted(data.language)}`,
      `kind = ${quoted(data.kind)}`,
      'shape = "Say here what page its layout is modelled on"',
      `traps = [\n${traps.map((trap) => `  ${trap},\n`).join("")}]`,
    ];
    if (data.encoding !== "utf-8") lines.push(`encoding = ${quoted(data.encoding)}`);
    return `${lines.join("\n")}\n`;
  };
  const source = async () => {
    const packed = Uint8Array.from(atob(data.source), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  document.getElementById("fixture").addEventListener("click", async () => {
    const files = [
      [`source${data.suffix}`, await source()],
      ["expected.txt", bytes(expected())],
      ["labels.tsv", bytes(labels())],
      ["about.toml", bytes(about())],
    ];
    save(`${data.slug}.zip`, zip(files.map(([name, content]) => [`${data.slug}/${name}`, content])));
  });

  // No built-in rule is called "mine-" and something, so that the file can be used as it is.
  const OWN = "mine-";
  // The form that rule files want; pages say "english", too.
  const CODE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;
  const rule = (number, taken) => {
    const { whole, matcher, rule: decided, label } = block(number);
    const right = labelOf(number);
    const told = `# Line ${block(number).line} was ${label} by ${decided || "nothing"}`;
    if (!matcher) return `${told}. No rule: of ${quoted(whole)} nothing stays without bullets and marks.\n`;
    const keep = groupOf(right) === "kept";
    const words = whole.toLowerCase().match(/[a-z0-9]+/g)?.slice(0, 4) ?? [];
    let name = OWN + (words.join("-") || `block-${number}`);
    while (taken.has(name)) name += "-too";
    taken.add(name);
    const [key, phrase] = matcher;
    return [
      `${told}.`,
      "[[rule]]",
      `name = ${quoted(name)}`,
      `label = ${quoted(right)}`,
      ...(keep ? ["keep = true"] : []),
      ...(CODE.test(data.language) ? [`languages = [${quoted(data.language)}]`] : []),
      `${key} = [${quoted(phrase)}]`,
      ...(whole.length > 240 ? [`max_chars = ${Math.ceil((whole.length * 1.2) / 100) * 100}`] : []),
      'why = "Say here what prose would do otherwise."',
      `hits = [${quoted(whole)}]`,
      "misses = []  # the sentences of articles that come nearest to it",
      "",
    ].join("\n");
  };
  document.getElementById("stub").addEventListener("click", () => {
    const taken = new Set();
    const text = numbers().map((number) => rule(number, taken)).join("\n");
    save(`${data.slug}.toml`, new Blob([text], { type: "application/toml" }));
  });
})();
