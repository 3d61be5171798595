//! A real browser without a window, driven over its debugging protocol: opens a page, runs expressions in it, presses keys,
//! prints, and remembers every request, every message on the console and every dialog.

use std::env;
use std::io::{BufRead as _, BufReader, ErrorKind, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// How long the browser may take for one answer; machines that test are busy.
const PATIENCE: Duration = Duration::from_secs(120);
/// What the program is called on different systems.
const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// A running browser with one page.
pub(crate) struct Chrome {
    child: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: String,
    sent: u64,
    events: Vec<(String, Value)>,
    _profile: tempfile::TempDir,
}

/// What a page did that it must not do.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Misdeeds {
    /// Requests for anything but the page itself.
    pub(crate) requests: Vec<String>,
    /// Errors and warnings on the console, and exceptions.
    pub(crate) complaints: Vec<String>,
    /// Dialogs that were opened.
    pub(crate) dialogs: Vec<String>,
}

/// The browser: `$QINGBIAO_CHROMIUM`, else the first of its usual names that is there.
fn program() -> Option<PathBuf> {
    if let Some(given) = env::var_os("QINGBIAO_CHROMIUM") {
        return Some(given.into());
    }
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}

/// Starts the browser; `None` where there is none, which is said, and is a failure with `QINGBIAO_BROWSER=required`.
pub(crate) fn start() -> Option<Chrome> {
    let Some(program) = program() else {
        let missing = "no browser found: install Chromium (Debian: apt-get install chromium fonts-noto-cjk) or set QINGBIAO_CHROMIUM";
        assert!(env::var("QINGBIAO_BROWSER").as_deref() != Ok("required"), "{missing}");
        // Past the capture of the test harness, so that everybody sees it.
        let _ = writeln!(std::io::stderr(), "a browser test did not run: {missing}");
        return None;
    };
    let profile = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(&program)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--remote-debugging-port=0",
        ])
        .args([
            "--no-first-run",
            "--no-default-browser-check",
            "--hide-scrollbars",
            "--disable-background-networking",
        ])
        .args([
            "--disable-extensions",
            "--disable-component-update",
            "--disable-sync",
            "--mute-audio",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg("about:blank")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the browser starts");
    let mut lines = BufReader::new(child.stderr.take().expect("its messages")).lines();
    let address = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned))
        .expect("the browser says where it listens");
    // Its further messages are read, so that it never waits for a reader.
    std::thread::spawn(move || lines.map_while(Result::ok).count());
    let (socket, _) = tungstenite::connect(&address).expect("a connection to the browser");
    if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit on time");
    }
    let mut chrome = Chrome {
        child,
        socket,
        session: String::new(),
        sent: 0,
        events: Vec::new(),
        _profile: profile,
    };
    let target = chrome.call("Target.createTarget", json!({"url": "about:blank"}));
    let attached = chrome
        .call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
    chrome.session = attached["sessionId"].as_str().expect("a session").to_owned();
    for domain in ["Page", "Runtime", "Log", "Network", "DOM"] {
        chrome.call(&format!("{domain}.enable"), json!({}));
    }
    Some(chrome)
}

impl Chrome {
    /// Calls a method of the protocol.
    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.sent += 1;
        let id = self.sent;
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if !self.session.is_empty() {
            message["sessionId"] = self.session.clone().into();
        }
        self.socket.send(Message::text(message.to_string())).expect("the browser listens");
        loop {
            let answer = self.receive();
            if answer["id"] == id {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
        }
    }

    /// The next message; an event is remembered.
    fn receive(&mut self) -> Value {
        loop {
            let text = match self.socket.read() {
                Ok(Message::Text(text)) => text,
                Ok(_) => continue,
                // The process was stopped for a while and goes on.
                Err(tungstenite::Error::Io(error)) if error.kind() == ErrorKind::Interrupted => {
                    continue;
                }
                Err(error) => panic!("the browser answers: {error}"),
            };
            let message: Value = serde_json::from_str(text.as_str()).expect("JSON");
            if let Some(method) = message["method"].as_str() {
                self.events.push((method.to_owned(), message["params"].clone()));
            }
            return message;
        }
    }

    /// Opens a file in a window of this size, and forgets what earlier pages did.
    pub(crate) fn open(&mut self, file: &Path, width: u32, height: u32) {
        self.resize(width, height);
        self.events.clear();
        let url = url(file);
        self.call("Page.navigate", json!({"url": url}));
        let begun = Instant::now();
        while !self.events.iter().any(|(method, _)| method == "Page.loadEventFired") {
            assert!(begun.elapsed() < PATIENCE, "{url} does not load");
            self.receive();
        }
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, width: u32, height: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        );
    }

    /// Shows the page as it is on the screen or on paper: `screen` or `print`.
    pub(crate) fn medium(&mut self, medium: &str) {
        self.call("Emulation.setEmulatedMedia", json!({"media": medium}));
    }

    /// The value of an expression in the page.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let answer = self.call(
            "Runtime.evaluate",
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true}),
        );
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {}",
            answer["exceptionDetails"]
        );
        answer["result"]["value"].clone()
    }

    /// Whether an expression holds.
    pub(crate) fn holds(&mut self, expression: &str) -> bool {
        self.value(expression) == Value::Bool(true)
    }

    /// Waits until an expression holds: what follows a change of the address is done a moment later.
    pub(crate) fn becomes(&mut self, expression: &str) {
        let begun = Instant::now();
        while !self.holds(expression) {
            assert!(begun.elapsed() < PATIENCE, "never: {expression}");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// A count in the page.
    pub(crate) fn count(&mut self, expression: &str) -> u64 {
        self.value(expression).as_u64().unwrap_or_else(|| panic!("{expression} is no count"))
    }

    /// Text in the page.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        self.value(expression)
            .as_str()
            .unwrap_or_else(|| panic!("{expression} is no text"))
            .to_owned()
    }

    /// A list of texts in the page.
    pub(crate) fn texts(&mut self, expression: &str) -> Vec<String> {
        let list = self.value(expression);
        let list = list.as_array().unwrap_or_else(|| panic!("{expression} is no list"));
        list.iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Brings the first element that a selector names into view and gives its middle.
    fn middle(&mut self, selector: &str) -> (f64, f64) {
        let quoted = Value::from(selector);
        let place = self.value(&format!(
            "(() => {{ const e = document.querySelector({quoted}); e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        ));
        let at = |axis: usize| place[axis].as_f64().unwrap_or_else(|| panic!("no {selector}"));
        (at(0), at(1))
    }

    fn mouse(&mut self, kind: &str, (x, y): (f64, f64), button: &str) {
        self.call(
            "Input.dispatchMouseEvent",
            json!({"type": kind, "x": x, "y": y, "button": button, "clickCount": u8::from(button == "left")}),
        );
    }

    /// Presses the mouse in the middle of the first element that a selector names.
    pub(crate) fn click(&mut self, selector: &str) {
        let at = self.middle(selector);
        self.mouse("mousePressed", at, "left");
        self.mouse("mouseReleased", at, "left");
    }

    /// Points at the first element that a selector names.
    pub(crate) fn hover(&mut self, selector: &str) {
        let at = self.middle(selector);
        self.mouse("mouseMoved", at, "none");
    }

    /// Drags the first element that a selector names by so many pixels.
    pub(crate) fn drag(&mut self, selector: &str, (dx, dy): (f64, f64)) {
        let (x, y) = self.middle(selector);
        self.mouse("mousePressed", (x, y), "left");
        self.mouse("mouseMoved", (x + dx / 2.0, y + dy / 2.0), "left");
        self.mouse("mouseMoved", (x + dx, y + dy), "left");
        self.mouse("mouseReleased", (x + dx, y + dy), "left");
    }

    /// Presses and releases a key, such as `Tab` or `ArrowDown`.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, number, text) = match key {
            "Tab" => ("Tab", 9, ""),
            "Enter" => ("Enter", 13, "\r"),
            " " => ("Space", 32, " "),
            "Home" => ("Home", 36, ""),
            "End" => ("End", 35, ""),
            "ArrowUp" => ("ArrowUp", 38, ""),
            "ArrowDown" => ("ArrowDown", 40, ""),
            "ArrowRight" => ("ArrowRight", 39, ""),
            other => panic!("{other} is no key of ours"),
        };
        for kind in ["keyDown", "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number, "text": if kind == "keyDown" { text } else { "" }}),
            );
        }
    }

    /// Types text where the focus is.
    pub(crate) fn write(&mut self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
    }

    /// Prints as the page asks and gives the number of sheets.
    pub(crate) fn sheets(&mut self) -> usize {
        let printed = self.call(
            "Page.printToPDF",
            json!({"preferCSSPageSize": true, "printBackground": true, "transferMode": "ReturnAsBase64"}),
        );
        let document = decoded(printed["data"].as_str().expect("a document"));
        assert!(document.starts_with(b"%PDF-"));
        let document = String::from_utf8_lossy(&document);
        document
            .match_indices("/Type /Page")
            .filter(|(at, found)| !document[at + found.len()..].starts_with('s'))
            .count()
    }

    /// What the page did since it was opened that it must not do.
    pub(crate) fn misdeeds(&mut self) -> Misdeeds {
        // An answer comes after all events before it.
        let own = self.text("location.href.split('#')[0]");
        let mut misdeeds = Misdeeds::default();
        for (method, what) in &self.events {
            match method.as_str() {
                "Network.requestWillBeSent" => {
                    let url = what["request"]["url"].as_str().unwrap_or_default();
                    if url.split('#').next() != Some(&own) && !url.starts_with("blob:") {
                        misdeeds.requests.push(url.to_owned());
                    }
                }
                "Runtime.exceptionThrown" => misdeeds.complaints.push(what.to_string()),
                "Runtime.consoleAPICalled" => misdeeds.complaints.push(what["args"].to_string()),
                "Log.entryAdded" => misdeeds.complaints.push(what["entry"]["text"].to_string()),
                "Page.javascriptDialogOpening" => {
                    misdeeds.dialogs.push(what["message"].to_string())
                }
                _ => {}
            }
        }
        misdeeds
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        self.session.clear();
        let close = json!({"id": self.sent + 1, "method": "Browser.close"});
        let _ = self.socket.send(Message::text(close.to_string()));
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address of a file.
fn url(file: &Path) -> String {
    let path = file.canonicalize().expect("the file is there");
    let mut url = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

/// Base64 as bytes.
fn decoded(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => Some(u32::from(letter - b'A')),
        b'a'..=b'z' => Some(u32::from(letter - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(letter - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::with_capacity(text.len() / 4 * 3));
    for six in text.bytes().filter_map(value) {
        bits = (bits << 6 | six) & 0xFFFF;
        held += 6;
        if 8 <= held {
            held -= 8;
            bytes.push((bits >> held & 0xFF) as u8);
        }
    }
    bytes
}
