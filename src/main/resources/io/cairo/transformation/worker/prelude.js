// Makes the engine's global object one in which strangers' code may run, and gives the worker what it needs to call it.
// It is evaluated once for each script, before any code of others. Called with: fault(source, flags), which says what is
// wrong with a pattern, and emit(json, kept), which takes what a script returned, and whether that is what it was given.
(function (fault, emit) {
  'use strict';
  var global = (0, eval)('this');
  var O = Object, NativeRegExp = RegExp, parse = JSON.parse, stringify = JSON.stringify, isArray = Array.isArray;
  var names = O.getOwnPropertyNames, descriptor = O.getOwnPropertyDescriptor, define = O.defineProperty;
  var prototypeOf = O.getPrototypeOf, freeze = O.freeze, isFrozen = O.isFrozen, isExtensible = O.isExtensible;
  var uncurried = Function.prototype.bind.bind(Function.prototype.call);
  var hasOwn = uncurried(O.prototype.hasOwnProperty), classOf = uncurried(O.prototype.toString);
  var match = String.prototype.match, search = String.prototype.search, charCodeAt = uncurried(String.prototype.charCodeAt);
  var substr = uncurried(String.prototype.substr);

  var KEPT = ('parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape '
    + 'NaN Infinity undefined Object Array String Boolean Number Math Error ReferenceError SyntaxError TypeError EvalError '
    + 'RangeError URIError Date RegExp JSON').split(' ');
  var GONE = [
    [Object, ['setIndexedPropertiesToExternalArrayData', 'bindProperties']],
    [Error, ['captureStackTrace', 'dumpStack']],
    [Error.prototype, ['getStackTrace', 'printStackTrace']],
    [RegExp.prototype, ['compile']],
    [Function.prototype, ['toSource']]
  ];

  function hidden(object, name, value) {
    define(object, name, {value: value, writable: true, enumerable: false, configurable: true});
  }

  // Function.prototype.constructor leads to Function from any function, so it goes first.
  function NoFunction() { throw new TypeError('code cannot be made from text here'); }
  NoFunction.prototype = Function.prototype;
  hidden(Function.prototype, 'constructor', NoFunction);

  names(global).forEach(function (name) {
    if (KEPT.indexOf(name) < 0) {
      var is = descriptor(global, name);
      if (is.configurable) { delete global[name]; } else if (is.writable) { global[name] = undefined; }
    }
  });
  GONE.forEach(function (of) {
    of[1].forEach(function (name) { delete of[0][name]; });
  });

  // Patterns made while code runs are checked as those that stand in it were. The engine's own constructor, which also
  // remembers the last match for whoever comes next, is out of reach.
  function isPattern(value) { return classOf(value) === '[object RegExp]'; }
  function Checked(pattern, flags) {
    if (isPattern(pattern) && flags === undefined) {
      return this instanceof Checked ? new NativeRegExp(pattern.source, flagsOf(pattern)) : pattern;
    }
    var source = isPattern(pattern) ? pattern.source : pattern === undefined ? '(?:)' : '' + pattern;
    var text = flags === undefined ? '' : '' + flags;
    var wrong = fault(source, text);
    if (wrong !== '') { throw new SyntaxError('this pattern is not run: ' + wrong); }
    return new NativeRegExp(source, text);
  }
  function flagsOf(pattern) {
    return (pattern.global ? 'g' : '') + (pattern.ignoreCase ? 'i' : '') + (pattern.multiline ? 'm' : '');
  }
  Checked.prototype = NativeRegExp.prototype;
  hidden(NativeRegExp.prototype, 'constructor', Checked);
  hidden(global, 'RegExp', Checked);
  hidden(global, 'Function', NoFunction);
  var call = uncurried(Function.prototype.call);
  hidden(String.prototype, 'match', function (by) { return call(match, this, isPattern(by) ? by : new Checked(by)); });
  hidden(String.prototype, 'search', function (by) { return call(search, this, isPattern(by) ? by : new Checked(by)); });

  var console = {};
  'log info warn error debug trace table dir group groupEnd time timeEnd assert'.split(' ').forEach(function (name) {
    console[name] = function () {};
  });
  hidden(global, 'console', console);

  // Strings are iterated by their characters, not by halves of them.
  function characters(text) {
    var at = 0;
    return {next: function () {
      if (at >= text.length) { return {done: true, value: undefined}; }
      var unit = charCodeAt(text, at), second = unit >= 0xD800 && unit < 0xDC00 ? charCodeAt(text, at + 1) : 0;
      var found = substr(text, at, second >= 0xDC00 && second < 0xE000 ? 2 : 1);
      at += found.length;
      return {done: false, value: found};
    }};
  }

  function listed(text) {
    var list = [], all = characters(text);
    for (var next = all.next(); !next.done; next = all.next()) { list.push(next.value); }
    return list;
  }

  // A frozen prototype would forbid objects that inherit from it to have a property of the same name. As accessors its
  // properties stay what they are, and assigning one gives the object its own.
  function inheritable(prototype, name) {
    var is = descriptor(prototype, name);
    if (!is || !('value' in is) || !is.configurable) { return; }
    var value = is.value;
    define(prototype, name, {
      get: sealed(function () { return value; }),
      set: sealed(function (own) {
        if (this === prototype) { throw new TypeError("'" + name + "' of a built-in prototype cannot be changed"); }
        define(this, name, {value: own, writable: true, enumerable: true, configurable: true});
      }),
      enumerable: is.enumerable,
      configurable: false
    });
  }
  function sealed(accessor) {
    accessor.prototype = null;
    return freeze(accessor);
  }
  var HOT = [Array.prototype, String.prototype, Number.prototype, Function.prototype];
  var OFTEN_OWN = ['toString', 'valueOf', 'constructor', 'toLocaleString', 'name', 'length'];
  function openToHeirs(value) {
    var prototype = typeof value === 'function' && hasOwn(value, 'prototype') ? value.prototype : null;
    if (prototype === null || typeof prototype !== 'object' && typeof prototype !== 'function' || isFrozen(prototype)) { return; }
    if (names(prototype).length < 2) { return; }
    (HOT.indexOf(prototype) < 0 ? names(prototype) : OFTEN_OWN).forEach(function (name) {
      if (name !== '__proto__') { inheritable(prototype, name); }
    });
  }
  function frozen(value) {
    if (value === null || typeof value !== 'object' && typeof value !== 'function') { return; }
    if (isFrozen(value)) { return; }
    openToHeirs(value);
    freeze(value);
    names(value).forEach(function (name) {
      var is = descriptor(value, name);
      // Some built-ins are made when they are first read, and a descriptor does not count as reading. __FILE__ and the
      // like cannot be deleted, but no script can name them.
      if (name.indexOf('__') === 0) { return; }
      if (is && 'value' in is) { frozen(value[name]); } else if (is) { frozen(is.get); frozen(is.set); }
    });
    frozen(prototypeOf(value));
  }

  // What is caught may be an object of the engine itself, or carry one.
  function caught(thrown) {
    if (thrown === null || typeof thrown !== 'object' && typeof thrown !== 'function') { return thrown; }
    try {
      isExtensible(thrown);
    } catch (foreign) {
      return new RangeError('Maximum call stack size exceeded');
    }
    try { delete thrown.nashornException; } catch (frozen) { /* then the wall has to do */ }
    return thrown;
  }

  function returned(value, at, given) {
    if (value === null || typeof value !== 'object' || isArray(value)) {
      return 'returned ' + (at < 0 ? '' : 'an array with ') + (isArray(value) ? 'an array' : typeof value) + ' where an event must be';
    }
    var json = stringify(value);
    if (typeof json !== 'string' || json.charAt(0) !== '{') { return 'returned an object that is not an event as JSON'; }
    return emit(json, value === given);
  }
  function all(events) {
    if (events.length > 100) { return 'returned ' + events.length + ' events; 100 are allowed'; }
    for (var i = 0; i < events.length; i++) {
      var event = events[i], wrong = event === null || event === undefined ? '' : returned(event, i, null);
      if (wrong !== '') { return wrong; }
    }
    return '';
  }

  return {
    caught: caught,
    // Freezes everything, with what a script's own library has added.
    close: function (library) {
      if (library) {
        var iterator = library.makeIterator;
        library.makeIterator = function (iterable) {
          return typeof iterable === 'string' ? characters(iterable) : iterator(iterable);
        };
      }
      var from = Array.from;
      if (from) {
        hidden(Array, 'from', function (items, each, self) {
          return from.call(this, typeof items === 'string' ? listed(items) : items, each, self);
        });
      }
      frozen(library);
      frozen(global);
      frozen(console);
    },
    // Calls a script for one event: the script is made anew. Says what is wrong with what it returned.
    run: function (script, event, metadata) {
      function about() { return parse(metadata); }
      var handler = script(about), given = parse(event), value = handler(given, about);
      if (value === undefined) { return 'returned nothing; return the event, or null to drop it'; }
      return value === null ? '' : isArray(value) ? all(value) : returned(value, -1, given);
    }
  };
})
