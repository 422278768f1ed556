// The search of a site that Chancery made. It runs from a server and from a folder alike, so everything that it reads are
// scripts: search/index.js names them, and each is one call of a function of `chancerySearch`.
"use strict";

var chancerySearch = (function () {
  // Words, as src/search/words.rs takes texts apart: what is changed here is changed there.

  var LETTER = "\\p{Alphabetic}\\p{N}\\u0300-\\u036f";
  var DENSE = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3fffd}";
  var NUMBER = "[0-9]+(?:[.,][0-9]+)*(?!(?![" + DENSE + "])[" + LETTER + "])";
  var WORD = new RegExp(NUMBER + "|(?:(?![" + DENSE + "])[" + LETTER + "])+|[" + DENSE + "]+", "gu");
  var IS_DENSE = new RegExp("^[" + DENSE + "]", "u");
  var KATAKANA = /^[\u30a1-\u30fa\u30fc-\u30fe]+$/;
  var SIMPLER = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d" };

  // Words that ask, and tell little of what about: what has none of them may be the answer.
  var ASKING = {
    da: "hvad hvem hvor hvordan hvorfor hvornår hvilken hvilke hvilket mange",
    de: "was wer wen wem wo wohin woher wie wann warum wieso welche welcher welches welchen viel viele wieviel",
    en: "what who whom whose which where when why how many much do does did",
    es: "qué quién quiénes cuál cuáles cuándo cuánto cuántos cuánta cuántas cómo dónde",
    fi: "mikä mitä kuka ketkä missä mistä mihin milloin miksi miten kuinka moni monta paljon",
    fr: "que qui quoi quel quels quelle quelles où quand comment combien pourquoi est",
    it: "che chi cosa quale quali quando quanto quanti quanta quante come dove perché",
    ja: "何 誰 どこ いつ なぜ どの どう いくつ いくら",
    nl: "wat wie waar wanneer waarom hoe welk welke veel hoeveel",
    no: "hva hvem hvor hvordan hvorfor når hvilken hvilke hvilket mange",
    pt: "que quem qual quais quando quanto quantos quanta quantas como onde",
    ru: "что кто где куда откуда когда почему как какой какая какие какое сколько",
    sv: "vad vem var vilka vilken vilket när varför hur många mycket"
  };

  var stemmer = null;
  var segmenter = null;
  var stems = new Map();
  var parsed = new Map();
  var TEXTS_PARSED = 1000;

  function small(word) {
    if (/^[0-9]+[.,]/.test(word)) {
      return word.split(/[.,]/).reduce(function (number, part) {
        return number + (part.length === 3 ? "" : ".") + part;
      });
    }
    return word.toLowerCase().normalize("NFC");
  }

  function fold(word) {
    if (/^[\0-\x7f]*$/.test(word)) return word;
    return word.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[ßæœøłđ]/g, function (letter) {
      return SIMPLER[letter];
    }).normalize("NFC");
  }

  function stemOf(word) {
    if (!stemmer || !/^\p{Alphabetic}/u.test(word)) return fold(word);
    var stem = stems.get(word);
    if (stem === undefined) {
      stem = fold(stemmer.stemWord(word));
      stems.set(word, stem);
    }
    return stem;
  }

  // The words of a text: where each stands, how it is written in small letters, its stem. Texts that are shown again and
  // again while a query is typed are taken apart once.
  function wordsOf(text) {
    if (parsed.size > TEXTS_PARSED) parsed.clear();
    if (!parsed.has(text)) parsed.set(text, parse(text));
    return parsed.get(text);
  }

  function parse(text) {
    var words = [];
    function add(start, written) {
      var word = small(written);
      words.push({ start: start, end: start + written.length, form: fold(word), stem: stemOf(word) });
    }
    WORD.lastIndex = 0;
    for (var found = WORD.exec(text); found; found = WORD.exec(text)) {
      var run = found[0];
      if (IS_DENSE.test(run)) {
        segments(run).forEach(function (one) {
          if (!/^[\u3040-\u309f]$/.test(one.segment)) add(found.index + one.index, one.segment);
        });
        continue;
      }
      var isSingle = Array.from(run).length === 1 && !/^[0-9]/.test(run);
      var beside = isSingle && /['’]/.test(text.charAt(found.index - 1) + text.charAt(found.index + run.length));
      if (!beside) add(found.index, run);
    }
    return words;
  }

  // A run of Katakana is one word, however the browser's dictionary parts it.
  function segments(run) {
    if (segmenter) {
      return Array.from(segmenter.segment(run)).reduce(function (parted, one) {
        var before = parted[parted.length - 1];
        if (before && KATAKANA.test(before.segment + one.segment)) before.segment += one.segment;
        else parted.push({ segment: one.segment, index: one.index });
        return parted;
      }, []);
    }
    var at = 0;
    return Array.from(run).map(function (letter) {
      at += letter.length;
      return { segment: letter, index: at - letter.length };
    });
  }

  // The index, which comes in files as it is needed.

  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var BLOCK = 32;
  var PAGES_A_TEXT = 2;
  var RECORDS_A_TEXT = 32;
  // How many files of words the beginning of a word may need.
  var FILES_OF_BEGINNINGS = 3;

  var index = null;
  var received = new Map();
  var waiting = new Map();

  function start(directory) {
    index = directory;
    index.count = directory.lengths.length;
    index.words = directory.words.map(function (file) {
      return { first: file[0], name: file[1] };
    });
    index.length = Array.from(directory.lengths, function (digit) {
      return 8 * (Math.pow(2, DIGITS.indexOf(digit) / 6) - 1);
    });
    index.pages = directory.kinds[0][1];
    index.asking = new Set((ASKING[directory.language.split("-")[0]] || "").split(" ").map(fold));
    index.averages = [index.length.slice(0, index.pages), index.length.slice(index.pages)].map(function (lengths) {
      return lengths.reduce(function (sum, length) { return sum + length; }, 0) / (lengths.length || 1) || 1;
    });
    if (typeof Intl === "object" && Intl.Segmenter) {
      segmenter = new Intl.Segmenter(directory.language, { granularity: "word" });
    }
  }

  // Loads a file of the index once; a file that could not be loaded may be asked for again.
  function load(path) {
    if (!waiting.has(path)) {
      waiting.set(path, new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = path;
        script.onload = function () {
          script.remove();
          resolve(received.get(path));
        };
        script.onerror = function () {
          script.remove();
          waiting.delete(path);
          reject(new Error(path));
        };
        document.head.append(script);
      }));
    }
    return waiting.get(path);
  }

  function receive(content) {
    received.set(document.currentScript.getAttribute("src"), content);
  }

  function words(text) {
    receive(text.split("\n").slice(0, -1).map(function (line) {
      var parts = line.split("\t");
      return { stem: parts[0], forms: parts[1] ? parts[1].split(" ") : [], pages: parts[2] };
    }));
  }

  // The numbers of the files that may hold stems from one to another.
  function filesBetween(low, high) {
    var files = [];
    for (var number = 0; number < index.words.length; number++) {
      var next = index.words[number + 1];
      if (index.words[number].first <= high && (!next || next.first > low)) files.push(number);
    }
    return files;
  }

  // The lines of the index that a word of the query means, each with how well it does: 1 for the word itself.
  function linesOf(word) {
    var exact = filesBetween(word.stem, word.stem);
    var beginnings = filesBetween(word.form, word.form + "\uffff").slice(0, FILES_OF_BEGINNINGS);
    var files = exact.concat(beginnings.filter(function (file) { return !exact.includes(file); }));
    return Promise.all(files.map(function (file) {
      return load("search/w-" + index.words[file].name + ".js");
    })).then(function (loaded) {
      var lines = [];
      loaded.flat().forEach(function (line) {
        var written = line.forms.concat(line.stem);
        if (line.stem === word.stem || written.includes(word.form)) {
          lines.push({ line: line, fit: 1 });
        } else if (written.some(function (form) { return form.startsWith(word.form); })) {
          lines.push({ line: line, fit: 0.3 + 0.4 * word.form.length / line.stem.length });
        }
      });
      return lines;
    });
  }

  // Whether a query ends with one or two letters, of which a word may yet come.
  function isBegun(query) {
    var word = wordsOf(query).slice(-1)[0];
    return word !== undefined && word.end === query.length && word.end - word.start < 3 && !IS_DENSE.test(word.form);
  }

  // What the query means, word by word. A word that is not there is looked for by its stem's beginning; where the browser
  // parts a script without spaces otherwise than the index, by the words that the index has.
  function meaning(query) {
    return Promise.all(wordsOf(query).map(function (word) {
      return linesOf(word).then(function (lines) {
        if (lines.length) return [{ word: word, lines: lines }];
        if (IS_DENSE.test(word.form)) return parted(word.form);
        return meant(word.stem).then(function (one) { return [one]; });
      });
    })).then(function (found) { return found.flat(); });
  }

  function meant(form) {
    var word = { form: form, stem: form };
    return linesOf(word).then(function (lines) { return { word: word, lines: lines }; });
  }

  // A run of letters as words of the index, from its beginning always the longest that there is; of the last, the reader
  // may have typed the beginning.
  function parted(run) {
    return longest(Array.from(run), false).then(function (one) {
      var rest = run.slice(one.word.form.length);
      if (!rest) return [one];
      return parted(rest).then(function (others) { return [one].concat(others); });
    });
  }

  function longest(letters, isShortened) {
    return meant(letters.join("")).then(function (one) {
      if (isShortened) one.lines = one.lines.filter(function (found) { return found.fit === 1; });
      return one.lines.length || letters.length === 1 ? one : longest(letters.slice(0, -1), true);
    });
  }

  // Ranking: BM25 with fields (Robertson, Zaragoza and Taylor, 2004).

  var TITLE = [0, 3, 5, 8];
  var HEADING = [0, 2, 3];
  var TEXT = [0, 1, 2, 3.5, 6];
  var SATURATION = 1.2;
  var BY_LENGTH = 0.6;
  // How much more a result is worth that has the whole query, word by word.
  var TOGETHER = 0.15;

  // Every page that has a word, with how many of those that it should have, and how well it does.
  function scores(asked) {
    var total = new Map();
    asked.forEach(function (one) {
      var best = new Map();
      one.lines.forEach(function (found) {
        found.pages.forEach(function (page) {
          // Records are short by nature, so that each is compared with its like.
          var average = index.averages[page.number < index.pages ? 0 : 1];
          var length = 1 - BY_LENGTH + BY_LENGTH * index.length[page.number] / average;
          var often = TITLE[page.title] + HEADING[page.headings] + TEXT[page.text] / length;
          var score = found.fit * one.rarity * often * (SATURATION + 1) / (often + SATURATION);
          if (score > (best.get(page.number) || 0)) best.set(page.number, score);
        });
      });
      best.forEach(function (score, number) {
        var sum = total.get(number) || { number: number, words: 0, score: 0 };
        sum.words += one.isCommon ? 0 : 1;
        sum.score += score;
        total.set(number, sum);
      });
    });
    return Array.from(total.values()).sort(function (one, other) {
      return other.words - one.words || other.score - one.score || one.number - other.number;
    });
  }

  // How much each word tells pages apart. What more than half of the pages have, or what only asks, may lack.
  function weigh(asked) {
    asked.forEach(function (one) {
      one.lines.forEach(function (found) { found.pages = pagesOf(found.line); });
      var having = havingOf(one);
      var pages = having.filter(function (number) { return number < index.pages; }).length;
      var isEverywhere = pages > index.pages / 2;
      one.isCommon = isEverywhere || index.asking.has(one.word.form);
      one.rarity = isEverywhere ? rarity(pages, index.pages) : rarity(having.length, index.count);
    });
    if (asked.every(function (one) { return one.isCommon; })) {
      asked.forEach(function (one) { one.isCommon = false; });
    }
  }

  function rarity(having, all) {
    return Math.log(1 + (all - having + 0.5) / (having + 0.5));
  }

  // The pages that have a word in any of its forms; where none has, those that have its beginning.
  function havingOf(one) {
    var exact = one.lines.filter(function (found) { return found.fit === 1; });
    var numbers = (exact.length ? exact : one.lines).flatMap(function (found) {
      return found.pages.map(function (page) { return page.number; });
    });
    return Array.from(new Set(numbers));
  }

  function pagesOf(line) {
    var pages = [];
    var block = -1;
    line.pages.split(" ").forEach(function (group) {
      var colon = group.indexOf(":");
      block += parseInt(group.slice(0, colon), 36);
      for (var at = colon + 1; at < group.length; at += 2) {
        var weight = DIGITS.indexOf(group[at + 1]);
        pages.push({
          number: block * BLOCK + DIGITS.indexOf(group[at]),
          title: Math.floor(weight / 15),
          headings: Math.floor(weight % 15 / 5),
          text: weight % 5
        });
      }
    });
    return pages;
  }

  function kindOf(number) {
    var rest = number;
    return index.kinds.find(function (kind) {
      rest -= kind[1];
      return rest < 0;
    })[0];
  }

  // Everything that a query finds, the best first: numbers, and whether they have all of its words.
  function find(query) {
    return meaning(query).then(function (asked) {
      weigh(asked);
      var found = scores(asked);
      var most = found.length ? found[0].words : 0;
      // Where something has all of the words, what lacks one is not shown.
      return {
        isWhole: most === asked.filter(function (one) { return !one.isCommon; }).length,
        asked: asked,
        found: found.filter(function (one) { return one.words === most; })
      };
    });
  }

  // The text of a page or record.
  function textOf(number) {
    var pages = index.pages;
    var isPage = number < pages;
    var file = isPage ? Math.floor(number / PAGES_A_TEXT)
      : Math.ceil(pages / PAGES_A_TEXT) + Math.floor((number - pages) / RECORDS_A_TEXT);
    var place = isPage ? number % PAGES_A_TEXT : (number - pages) % RECORDS_A_TEXT;
    return load("search/t-" + index.texts[file] + ".js").then(function (texts) {
      var text = texts[place];
      return { kind: kindOf(number), href: text[0], title: text[1], place: text[2], summary: text[3], parts: text[4] };
    });
  }

  // Whether a word of a text is one that the query means.
  function isMeant(word, one) {
    return word.stem === one.word.stem || word.form.startsWith(one.word.form);
  }

  // How many words of the query stand in a text one behind the other, as in the query, at most.
  function together(text, asked) {
    var before = [];
    return wordsOf(text).reduce(function (most, word) {
      before = asked.map(function (one, place) { return isMeant(word, one) ? 1 + (before[place - 1] || 0) : 0; });
      return Math.max.apply(null, before.concat(most));
    }, 0);
  }

  // The texts of results, the best first: how well each did, and a little better where the words stand together.
  function ordered(found, texts, asked) {
    if (asked.length < 2) return texts;
    var ranked = texts.map(function (text, place) {
      var all = text.parts.map(function (part) { return part[1] + "\n" + part[2]; }).concat(text.title, text.place, text.summary);
      var most = Math.max.apply(null, all.map(function (one) { return together(one, asked); }));
      var near = most > 1 ? (most - 1) / (asked.length - 1) : 0;
      return { text: text, place: place, score: found[place].score * (1 + TOGETHER * near) };
    });
    ranked.sort(function (one, other) { return other.score - one.score || one.place - other.place; });
    return ranked.map(function (one) { return one.text; });
  }

  return {
    start: start,
    stem: function (one) { stemmer = one; },
    words: words,
    texts: receive,
    wordsOf: wordsOf,
    isBegun: isBegun,
    isMeant: isMeant,
    find: find,
    textOf: textOf,
    ordered: ordered
  };
})();

// The page on which readers search: the query stands in its address.
(function () {
  var AT_ONCE = 10;
  // Milliseconds in which the next key mostly comes: what a word that was only begun finds is not worth loading.
  var PAUSE = 200;
  var EXCERPT = 180;
  var PASSAGES = 3;

  var results, list, status, more, field, texts;
  var shown = 0;
  var current = null;
  var last = 0;
  var pause = 0;

  document.addEventListener("DOMContentLoaded", function () {
    results = document.getElementById("_results");
    field = document.getElementById("_q");
    if (!results || !field) return;
    texts = results.dataset;
    list = results.querySelector("ol");
    status = results.querySelector("[role=status]");
    more = results.querySelector("button");
    document.documentElement.classList.add("searches");
    results.hidden = false;
    field.value = new URLSearchParams(location.search).get("q") || "";
    field.addEventListener("input", function () {
      if (!chancerySearch.isBegun(field.value)) return search();
      clearTimeout(pause);
      pause = setTimeout(search, PAUSE);
    });
    field.form.addEventListener("submit", function (event) {
      event.preventDefault();
      search();
    });
    more.addEventListener("click", function () {
      var first = shown;
      show().then(function () { list.children[first].querySelector("a").focus(); });
    });
    results.addEventListener("keydown", walk);
    field.addEventListener("keydown", walk);
    window.addEventListener("popstate", function () {
      field.value = new URLSearchParams(location.search).get("q") || "";
      search();
    });
    field.focus();
    search();
  });

  function search() {
    var query = field.value.trim();
    var turn = ++last;
    clearTimeout(pause);
    remember(query);
    if (!query) {
      list.replaceChildren();
      status.textContent = "";
      more.hidden = true;
      return;
    }
    chancerySearch.find(query).then(function (found) {
      if (turn !== last) return;
      current = found;
      shown = 0;
      return show(turn, query);
    }).catch(function () {
      if (turn === last) status.textContent = texts.failed;
    });
  }

  // Keeps the query in the address, so that going back to the page finds it again.
  function remember(query) {
    var address = query ? "?q=" + encodeURIComponent(query) : location.pathname;
    try {
      history.replaceState(null, "", address);
    } catch (refused) {
      // Some browsers refuse this to a page that is opened from a folder.
    }
  }

  // Shows the next results; those of a new query take the place of the old ones at once.
  function show(turn, query) {
    var next = current.found.slice(shown, shown + AT_ONCE);
    var asked = current.asked;
    return Promise.all(next.map(function (one) { return chancerySearch.textOf(one.number); })).then(function (found) {
      if (turn !== undefined && turn !== last) return;
      var items = chancerySearch.ordered(next, found, asked).map(function (text) { return result(text, asked); });
      if (turn === undefined) list.append.apply(list, items);
      else list.replaceChildren.apply(list, items);
      shown += items.length;
      more.hidden = shown >= current.found.length;
      if (turn !== undefined) tell(query);
    });
  }

  function tell(query) {
    var count = current.found.length;
    var form = count && new Intl.PluralRules(document.documentElement.lang).select(count) === "one" ? texts.one : texts.other;
    var text = count ? form.replace("{count}", count) : texts.none;
    if (count && !current.isWhole) text += " " + texts.partly;
    status.textContent = text.replace("{query}", query);
  }

  function element(name, className) {
    var made = document.createElement(name);
    if (className) made.className = className;
    for (var at = 2; at < arguments.length; at++) made.append(arguments[at]);
    return made;
  }

  function link(href, text, asked) {
    var made = element("a");
    made.href = href;
    made.append.apply(made, marked(text, asked));
    return made;
  }

  // One result: what it is, its title, and the passages that have the words.
  function result(text, asked) {
    var item = element("li");
    var head = element("p", "title", link(text.href, text.title, asked));
    var label = [texts[text.kind], text.place].filter(Boolean).join(" · ");
    if (label) head.append(" ", element("span", "place", label));
    item.append(head);
    var passages = bestOf(text, asked);
    if (passages.length === 0 && text.summary) passages = [["", "", text.summary]];
    passages.forEach(function (part) {
      var passage = element("p", "passage");
      if (part[0]) passage.append(link(text.href + "#" + encodeURIComponent(part[0]), part[1], asked), " ");
      passage.append.apply(passage, marked(excerpt(part[2], asked), asked));
      item.append(passage);
    });
    return item;
  }

  // Which words of the query a word of a text is: their numbers.
  function means(word, asked) {
    return asked.findIndex(function (one) { return chancerySearch.isMeant(word, one); });
  }

  // The passages of a page that have the most of the words, in the order of the page.
  function bestOf(text, asked) {
    if (text.kind !== "page") return [];
    var parts = text.parts.map(function (part, place) {
      var found = new Set();
      chancerySearch.wordsOf(part[1] + "\n" + part[2]).forEach(function (word) {
        var number = means(word, asked);
        if (number >= 0) found.add(number);
      });
      return { part: part, place: place, words: found.size };
    });
    var most = Math.max.apply(null, parts.map(function (one) { return one.words; }).concat(0));
    return parts.filter(function (one) { return most > 0 && one.words === most; }).slice(0, PASSAGES)
      .map(function (one) { return one.part; });
  }

  // About so many letters of a text, where the most different words of the query are close to each other.
  function excerpt(text, asked) {
    var hits = chancerySearch.wordsOf(text).filter(function (word) { return means(word, asked) >= 0; });
    if (text.length <= EXCERPT) return text;
    var best = { start: 0, count: 0 };
    hits.forEach(function (hit) {
      var near = hits.filter(function (other) { return other.start >= hit.start && other.end <= hit.start + EXCERPT - 40; });
      var count = new Set(near.map(function (word) { return means(word, asked); })).size;
      if (count > best.count) best = { start: hit.start, count: count };
    });
    // It begins with the line or the sentence, where that is near, and with a word elsewhere.
    var before = text.slice(Math.max(0, best.start - 60), best.start);
    var sentence = Math.max(before.lastIndexOf("\n"), before.lastIndexOf(". ") + 1, before.lastIndexOf("。"));
    var space = before.length < 60 ? -1 : before.indexOf(" ");
    var start = best.start - before.length + (sentence > 0 ? sentence + 1 : space + 1);
    var end = Math.min(text.length, start + EXCERPT);
    var last = text.slice(start, end).search(/\s\S*$/);
    if (end < text.length && last > EXCERPT / 2) end = start + last;
    return (start > 0 && sentence <= 0 ? "… " : "") + text.slice(start, end).trim() + (end < text.length ? " …" : "");
  }

  // A text as nodes, with the words of the query marked.
  function marked(text, asked) {
    var nodes = [];
    var at = 0;
    chancerySearch.wordsOf(text).forEach(function (word) {
      if (means(word, asked) < 0) return;
      nodes.push(text.slice(at, word.start), element("mark", "", text.slice(word.start, word.end)));
      at = word.end;
    });
    nodes.push(text.slice(at));
    return nodes;
  }

  // The arrow keys go from the field through the titles and back.
  function walk(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp" || event.isComposing) return;
    var stops = [field].concat(Array.from(list.querySelectorAll(".title a")));
    var place = stops.indexOf(document.activeElement);
    var next = stops[place + (event.key === "ArrowDown" ? 1 : -1)];
    if (place < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
})();
