// Makes photos small before they are sent: 300 kB instead of 4 MB, without the place that the camera wrote into them.

const longestSide = 1600;
const quality = 0.78;
const smallEnough = 400_000;

/** @param {File} file @returns {Promise<File>} the smaller of the two */
async function shrink(file) {
  if (!file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size <= smallEnough && file.type === "image/jpeg") return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file; // Not a picture that this browser reads: the server says what is wrong with it.
  }
}

/** @param {HTMLElement} element */
export function start(element) {
  const input = /** @type {HTMLInputElement} */ (element);
  const note = /** @type {HTMLElement | null} */ (input.closest(".field")?.querySelector("[data-photos-note]"));
  const list = document.createElement("ul");
  list.className = "photos";
  input.after(list);
  let isChanging = false;

  input.addEventListener("change", async () => {
    if (isChanging || !input.files?.length) return;
    if (note) note.textContent = note.dataset.shrinking ?? "";
    const box = new DataTransfer();
    list.replaceChildren();
    for (const file of input.files) {
      const small = await shrink(file);
      box.items.add(small);
      const item = document.createElement("li");
      const image = document.createElement("img");
      image.src = URL.createObjectURL(small);
      image.alt = file.name;
      image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
      item.append(image);
      list.append(item);
    }
    isChanging = true;
    input.files = box.files;
    isChanging = false;
    const size = [...box.files].reduce((sum, file) => sum + file.size, 0);
    if (note) note.textContent = (note.dataset.ready ?? "").replace("{n}", String(box.files.length)).replace("{size}", `${Math.max(1, Math.round(size / 1000))} kB`);
  });
}
