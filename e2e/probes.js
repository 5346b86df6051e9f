// Runs before the page's own scripts: keeps every peer connection and incoming track, so a test can measure what really arrives.
(() => {
  const peers = [];
  const incoming = new Set();
  const Native = window.RTCPeerConnection;
  if (!Native) return;
  window.RTCPeerConnection = class extends Native {
    constructor(...parts) {
      super(...parts);
      peers.push(this);
      this.addEventListener('track', (event) => incoming.add(event.track));
    }
  };
  let permissionPrompts = 0;
  const cameras = new Set();
  const devices = navigator.mediaDevices;
  if (devices) {
    const original = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      permissionPrompts += 1;
      const stream = await original(wanted);
      stream.getVideoTracks().forEach((track) => cameras.add(track));
      return stream;
    };
    const clone = MediaStreamTrack.prototype.clone;
    MediaStreamTrack.prototype.clone = function () {
      const copy = clone.call(this);
      if (cameras.has(this)) cameras.add(copy);
      return copy;
    };
  }
  // The SDK keeps empty places for tracks to come: they are live but muted until somebody sends.
  const live = (kind) => [...incoming].filter((track) => track.kind === kind && track.readyState === 'live' && !track.muted);

  async function packets() {
    const received = { audio: 0, video: 0 };
    for (const peer of peers) {
      if (peer.connectionState === 'closed') continue;
      (await peer.getStats()).forEach((row) => {
        if (row.type === 'inbound-rtp' && row.kind in received) received[row.kind] += row.packetsReceived;
      });
    }
    return received;
  }

  async function peakOf(track, milliseconds) {
    const context = new AudioContext({ sampleRate: 48000 });
    await context.resume();
    const stream = new MediaStream([track]);
    const mutedPlayer = new Audio();          // Chromium decodes a remote track only while some element takes it
    mutedPlayer.muted = true;
    mutedPlayer.srcObject = stream;
    await mutedPlayer.play().catch(() => undefined);
    const analyser = context.createAnalyser();
    analyser.fftSize = 16384;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(stream).connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    let best = { hertz: 0, decibels: -200 };
    const until = performance.now() + milliseconds;
    while (performance.now() < until) {
      await new Promise((done) => setTimeout(done, 60));
      analyser.getFloatFrequencyData(bins);
      for (let bin = 8; bin < bins.length; bin += 1) {
        if (bins[bin] > best.decibels) best = { hertz: (bin * 48000) / analyser.fftSize, decibels: bins[bin] };
      }
    }
    mutedPlayer.srcObject = null;
    await context.close();
    return best;
  }

  window.__probe = {
    prompts: () => permissionPrompts,
    cameras: () => [...cameras].filter((track) => track.readyState === 'live').length,
    // Packets of sound and picture that came in during the time.
    received: async (milliseconds = 700) => {
      const before = await packets();
      await new Promise((done) => setTimeout(done, milliseconds));
      const after = await packets();
      return { audio: Math.max(0, after.audio - before.audio), video: Math.max(0, after.video - before.video) };
    },
    // Tones of all incoming audio tracks that carry sound, and whether the page plays the track to its person.
    tones: async (milliseconds = 900) => {
      const playing = [...document.querySelectorAll('audio,video')].filter((player) => player.srcObject && !player.muted && !player.paused);
      return Promise.all(live('audio').map(async (track) => ({
        ...(await peakOf(track, milliseconds)),
        played: playing.some((player) => player.srcObject.getAudioTracks().some((mine) => mine.id === track.id)),
      })));
    },
    // Mean hue, brightness and a coarse fingerprint of the picture inside the element found by the selector.
    picture: (selector) => {
      const root = document.querySelector(selector);
      const player = root && (root.tagName === 'VIDEO' ? root : root.querySelector('video'));
      if (!player || player.readyState < 2 || !player.videoWidth) return null;
      const canvas = document.createElement('canvas');
      canvas.width = 32; canvas.height = 24;
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      pen.drawImage(player, 0, 0, 32, 24);
      const data = pen.getImageData(0, 0, 32, 24).data;
      let x = 0, y = 0, light = 0, print = 0;
      for (let i = 0; i < data.length; i += 4) {
        const r = data[i] / 255, g = data[i + 1] / 255, b = data[i + 2] / 255;
        const most = Math.max(r, g, b), least = Math.min(r, g, b), chroma = most - least;
        light += most;
        if (chroma > 0.15) {
          let hue = most === r ? ((g - b) / chroma) % 6 : most === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4;
          hue *= Math.PI / 3;
          x += Math.cos(hue) * chroma; y += Math.sin(hue) * chroma;
        }
        print = (print * 31 + data[i] + data[i + 1] * 3 + data[i + 2] * 7) >>> 0;
      }
      return { hue: ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360, light: light / 768, print, width: player.videoWidth };
    },
    decodedFrames: async () => {
      let frames = 0;
      for (const peer of peers) {
        if (peer.connectionState === 'closed') continue;
        (await peer.getStats()).forEach((row) => { if (row.type === 'inbound-rtp' && row.kind === 'video') frames += row.framesDecoded || 0; });
      }
      return frames;
    },
  };
})();
