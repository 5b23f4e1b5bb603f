// What the pages do better with a script; each of them works without.
"use strict";

// The navigation behind its button on small screens.
for (const opener of document.querySelectorAll("[data-toggle]")) {
  const target = document.getElementById(opener.dataset.toggle);
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-controls", target.id);
  opener.setAttribute("aria-expanded", "false");
  const turn = (event) => {
    event.preventDefault();
    const open = target.classList.toggle("is-open");
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.addEventListener("click", turn);
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") turn(event);
  });
}

// Menus close when the person leaves them.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The list of errors is read first.
document.querySelector("[data-focus]")?.focus();

// A filter applies when it is changed; its button stays for those without a script.
for (const form of document.querySelectorAll("form[data-live]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// One press of a button sends a form once.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Uploading with its progress, and a file dropped on the form.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  const line = form.querySelector("[data-progress]");
  const drop = form.querySelector(".drop");

  drop?.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
  drop?.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop?.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    if (event.dataTransfer.files.length === 1 || input.multiple) input.files = event.dataTransfer.files;
  });

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !input.files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    const bar = line.querySelector("progress");
    const words = line.querySelector("output");
    line.hidden = false;
    request.upload.addEventListener("progress", (step) => {
      if (!step.lengthComputable) return;
      bar.value = step.loaded / step.total;
      words.textContent = `${Math.floor((100 * step.loaded) / step.total)} %`;
    });
    request.addEventListener("load", () => {
      if (request.responseURL && request.status === 200) {
        window.location.assign(request.responseURL);
      } else {
        document.open();
        document.write(request.responseText);
        document.close();
      }
    });
    request.addEventListener("error", () => {
      delete form.dataset.sent;
      words.textContent = form.dataset.failed;
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}

// A check under way: ask how far it is, and open its result when there is one.
for (const place of document.querySelectorAll("[data-poll]")) {
  let pause = 700;
  const ask = async () => {
    try {
      const reply = await fetch(place.dataset.poll, { headers: { Accept: "application/json" } });
      const state = await reply.json();
      if (state.done) {
        window.location.reload();
        return;
      }
      place.querySelector("output").textContent = state.message;
    } catch {
      // The connection was lost for a moment; the next question comes later.
    }
    pause = Math.min(pause * 1.3, 5000);
    window.setTimeout(ask, pause);
  };
  window.setTimeout(ask, pause);
}

// What is typed on site is kept as a draft: shortly after a pause and when a field is left.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const said = form.querySelector("[data-draft-said]");
  let timer = 0;
  let changed = false;
  let overtaken = false;
  const save = async () => {
    window.clearTimeout(timer);
    if (!changed || overtaken || form.dataset.sent) return;
    changed = false;
    try {
      const reply = await fetch(form.dataset.draft, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        keepalive: true,
      });
      const answer = await reply.json();
      overtaken = reply.status === 409;
      said.textContent = answer.said ?? answer.error ?? "";
    } catch {
      // No network for a moment: the text is still in the form and is saved with the next change.
      changed = true;
    }
  };
  form.addEventListener("input", () => {
    changed = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(save, 3000);
  });
  form.addEventListener("change", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

// A value outside what is common says so at once, beside its field.
for (const input of document.querySelectorAll("input[data-least]")) {
  const words = document.createElement("p");
  words.className = "outside";
  words.setAttribute("role", "status");
  input.after(words);
  const look = () => {
    const text = input.value.replaceAll(",", "").trim();
    const value = Number(text);
    const { least, greatest, outsideZh, outsideEn } = input.dataset;
    const far = (least && value < Number(least)) || (greatest && value > Number(greatest));
    const said = document.documentElement.lang.startsWith("en") ? outsideEn : outsideZh;
    words.textContent = text && !Number.isNaN(value) && far ? said : "";
  };
  input.addEventListener("input", look);
  look();
}
