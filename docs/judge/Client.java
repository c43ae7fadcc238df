// Cancels one order: java -cp "jackson/*" Client.java ID. One attempt, and no claim that the answer
// doesn't support: ends with 0 for "cancelled", 1 for "not cancelled by this call", 6 for "unknown".
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.FileInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public class Client {
  static HttpClient httpClient() throws Exception {
    var builder = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(10));
    String file = System.getenv("EVERSTRIKE_CA_FILE");
    if (file != null) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (var pem = new FileInputStream(file)) {
        store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      builder.sslContext(context);
    }
    return builder.build();
  }

  static String sign(String secret, String body) throws Exception {
    if (secret.isEmpty()) System.exit(89);  // Java takes no empty key: say so
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  static int claim(int status, JsonNode answer, String id) {
    if (status != 200) {
      boolean refused = Set.of(401, 403, 404, 410).contains(status) && answer.path("code").equals(IntNode.valueOf(status));
      String says = answer.path("msg").asText().toLowerCase();
      boolean gone = answer.has("code") && Stream.of("already cancelled", "already completed", "order was not found").anyMatch(says::contains);
      return refused || gone ? 1 : 6;
    }
    var order = answer.path("result");
    if (!answer.path("code").equals(IntNode.valueOf(200)) || !order.path("id").equals(TextNode.valueOf(id))) return 6;
    return switch (order.path("status").asText("CANCELLED").toUpperCase()) {
      case "CANCELLED", "CANCELED", "ACTIVE" -> 0;  // the page's own sample shows ACTIVE
      case "COMPLETED", "FILLED", "REJECTED", "EXPIRED" -> 1;
      default -> 6;
    };
  }

  static int cancel(String id) throws Exception {
    String body = "id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);  // signed and sent: the same text
    var request = HttpRequest.newBuilder(URI.create(System.getenv("EVERSTRIKE_BASE_URL") + "/auth/cancel"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-api-key", System.getenv("EVERSTRIKE_API_KEY"))
        .header("x-signature", sign(System.getenv("EVERSTRIKE_SECRET_KEY"), body))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    var response = httpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString()).get(10, TimeUnit.SECONDS);
    var answer = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(response.body());
    return claim(response.statusCode(), answer, id);
  }

  public static void main(String[] arguments) {
    try {
      System.exit(cancel(arguments[0]));
    } catch (Exception error) {  // no answer, or none that can be read
      System.err.println("unknown: " + error);
      System.exit(6);
    }
  }
}
